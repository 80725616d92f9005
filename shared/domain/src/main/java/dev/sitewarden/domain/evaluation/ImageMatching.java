package dev.sitewarden.domain.evaluation;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The objects and the detections of one label in one picture, and which belongs to which. */
final class ImageMatching {
  /*
   * Detections choose in the order of their scores: each takes the object that it overlaps most
   * among those which nobody has taken, if that is at least the wanted IoU. Objects that do not
   * count (crowds, objects outside of the range of sizes) are chosen only where none that counts
   * fits, and take the detection out of the account; so does being unmatched and outside of the
   * range. A crowd may be taken by many, and its overlap is the share of the detection in it.
   *
   * Equal overlaps: the later object wins. Equal scores: the earlier detection chooses first.
   * Both as in the reference, so that figures agree to the last digit.
   *
   * Cost: O(detections * objects) for one IoU and range, overlaps are computed once.
   *
   * 1. T.-Y. Lin et al.: Microsoft COCO. arXiv:1405.0312; reference code pycocotools/cocoeval.py,
   *    evaluateImg, in github.com/cocodataset/cocoapi.
   */
  private static final int MAX_DETECTIONS = 100;

  private final ImageTruth image;
  private final List<GroundTruth> objects;
  private final List<Detection> detections;
  private final double[][] overlaps; // [detection][object]

  ImageMatching(ImageTruth image, List<GroundTruth> objects, List<Detection> detections) {
    this.image = image;
    this.objects = objects;
    this.detections =
        detections.stream()
            .sorted(Comparator.comparingDouble(Detection::score).reversed())
            .limit(MAX_DETECTIONS)
            .toList();
    this.overlaps = new double[this.detections.size()][objects.size()];
    for (int d = 0; d < overlaps.length; d++) {
      for (int o = 0; o < objects.size(); o++) {
        overlaps[d][o] = overlap(this.detections.get(d).box(), objects.get(o));
      }
    }
  }

  /** How many objects of these sizes there are to find. */
  int countObjects(AreaRange range) {
    return (int) objects.stream().filter(object -> counts(object, range)).count();
  }

  /** The best {@code most} detections that count, with what they are worth. */
  List<PrecisionCurve.Judged> judge(double iou, AreaRange range, int most) {
    List<PrecisionCurve.Judged> judged = new ArrayList<>();
    boolean[] taken = new boolean[objects.size()];
    for (int d = 0; d < Math.min(most, detections.size()); d++) {
      int chosen = choose(overlaps[d], Math.min(iou, 1 - 1e-10), range, taken);
      Detection detection = detections.get(d);
      if (chosen >= 0) {
        taken[chosen] = true;
      }
      if (chosen >= 0 ? counts(objects.get(chosen), range) : inRange(detection.box(), range)) {
        judged.add(new PrecisionCurve.Judged(detection.score(), chosen >= 0));
      }
    }
    return judged;
  }

  private int choose(double[] overlap, double iou, AreaRange range, boolean[] taken) {
    int counting = choose(overlap, iou, range, taken, true);
    return counting >= 0 ? counting : choose(overlap, iou, range, taken, false);
  }

  private int choose(
      double[] overlap, double iou, AreaRange range, boolean[] taken, boolean counting) {
    int best = -1;
    double most = iou;
    for (int o = 0; o < overlap.length; o++) {
      GroundTruth object = objects.get(o);
      boolean free = !taken[o] || object.crowd();
      if (free && counts(object, range) == counting && overlap[o] >= most) {
        best = o;
        most = overlap[o];
      }
    }
    return best;
  }

  private boolean counts(GroundTruth object, AreaRange range) {
    return !object.crowd() && inRange(object.box(), range);
  }

  private boolean inRange(BoundingBox box, AreaRange range) {
    return range.contains(image.areaPx(box));
  }

  private static double overlap(BoundingBox detection, GroundTruth object) {
    return object.crowd()
        ? detection.commonArea(object.box()) / detection.area()
        : detection.iou(object.box());
  }
}
