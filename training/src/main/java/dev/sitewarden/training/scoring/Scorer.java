package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.training.dataset.Box;
import dev.sitewarden.training.dataset.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a model over pictures and compares. In each picture, detections choose among the objects of
 * their label, best score first; a detection is right if it overlaps an object that is still free
 * by at least the wanted IoU.
 */
public final class Scorer {
  /** Scores below this change no figure worth reading and cost time. */
  private static final double LEAST_SCORE = 0.02;

  private final List<Label> labels;
  private final double iou;
  private final Map<Label, List<PrecisionCurve.Judged>> judged = new HashMap<>();
  private final Map<Label, Integer> objects = new HashMap<>();
  private int pictures;

  private Scorer(List<Label> labels, double iou) {
    this.labels = labels;
    this.iou = iou;
  }

  /**
   * Scores a model.
   *
   * @param source frames, the first of which shows the first example and so on; read to its end
   * @param truth boxes whose labels are indices into the model's labels
   * @param iou 0..1
   */
  public static Report score(
      ModelPackage model, FrameSource source, List<Example> truth, double iou) {
    var scorer = new Scorer(model.card().labels(), iou);
    var settings = DetectorSettings.ofThreads(Runtime.getRuntime().availableProcessors());
    try (var detector = Detector.open(model, settings.withMinScore(LEAST_SCORE))) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (var frame = next.get()) {
          scorer.compare(detector.detect(frame), boxes(frame.sequence(), truth));
        }
      }
    }
    return scorer.report();
  }

  private static List<Box> boxes(long sequence, List<Example> truth) {
    if (sequence >= truth.size()) {
      throw new IllegalArgumentException(
          "frame %d has no annotation, there are %d".formatted(sequence, truth.size()));
    }
    return truth.get((int) sequence).boxes();
  }

  private void compare(List<Detection> detections, List<Box> truth) {
    pictures++;
    for (int i = 0; i < labels.size(); i++) {
      int index = i;
      var label = labels.get(i);
      var free =
          new ArrayList<>(
              truth.stream()
                  .filter(box -> box.label() == index && box.area() > 0)
                  .map(box -> new BoundingBox(box.left(), box.top(), box.right(), box.bottom()))
                  .toList());
      objects.merge(label, free.size(), Integer::sum);
      var outcomes = judged.computeIfAbsent(label, key -> new ArrayList<>());
      for (var detection : detections) {
        if (detection.label().equals(label)) {
          outcomes.add(new PrecisionCurve.Judged(detection.score(), take(detection.box(), free)));
        }
      }
    }
  }

  /** Takes the object that the box overlaps most, if that is enough. */
  private boolean take(BoundingBox box, List<BoundingBox> free) {
    int best = -1;
    double most = iou;
    for (int i = 0; i < free.size(); i++) {
      double overlap = box.iou(free.get(i));
      if (overlap >= most) {
        best = i;
        most = overlap;
      }
    }
    if (best >= 0) {
      free.remove(best);
    }
    return best >= 0;
  }

  private Report report() {
    var curves = new LinkedHashMap<Label, PrecisionCurve>();
    for (var label : labels) {
      curves.put(
          label,
          new PrecisionCurve(
              judged.getOrDefault(label, List.of()), objects.getOrDefault(label, 0)));
    }
    return new Report(pictures, curves);
  }
}
