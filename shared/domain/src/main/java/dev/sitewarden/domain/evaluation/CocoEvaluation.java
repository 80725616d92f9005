package dev.sitewarden.domain.evaluation;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well detections agree with what is in the pictures; the figures are those of COCO's reference
 * code. At most the best 100 detections of each label and picture count.
 */
public final class CocoEvaluation {
  private static final int MAX_DETECTIONS = 100;
  private static final double[] IOUS =
      IntStream.range(0, 10).mapToDouble(i -> 0.5 + i * (0.95 - 0.5) / 9).toArray();
  private static final ToDoubleFunction<PrecisionCurve> AP = PrecisionCurve::averagePrecision;
  private static final ToDoubleFunction<PrecisionCurve> AR = PrecisionCurve::greatestRecall;

  private final SortedMap<Label, List<ImageMatching>> matchings;

  private CocoEvaluation(SortedMap<Label, List<ImageMatching>> matchings) {
    this.matchings = matchings;
  }

  /**
   * Compares picture by picture.
   *
   * @param truths what is in each picture
   * @param detections what was detected in each picture, in the same order of pictures
   */
  public static CocoEvaluation of(List<ImageTruth> truths, List<List<Detection>> detections) {
    if (truths.size() != detections.size()) {
      throw new IllegalArgumentException(
          "evaluation needs detections for each picture, got %d for %d"
              .formatted(detections.size(), truths.size()));
    }
    SortedMap<Label, List<ImageMatching>> matchings =
        new TreeMap<>(Comparator.comparing(Label::value));
    for (int i = 0; i < truths.size(); i++) {
      for (Label label : labels(truths.get(i), detections.get(i))) {
        matchings
            .computeIfAbsent(label, key -> new ArrayList<>())
            .add(matching(label, truths.get(i), detections.get(i)));
      }
    }
    return new CocoEvaluation(matchings);
  }

  private static SortedSet<Label> labels(ImageTruth truth, List<Detection> detections) {
    SortedSet<Label> labels = new TreeSet<>(Comparator.comparing(Label::value));
    truth.objects().forEach(object -> labels.add(object.label()));
    detections.forEach(detection -> labels.add(detection.label()));
    return labels;
  }

  private static ImageMatching matching(Label label, ImageTruth truth, List<Detection> detections) {
    return new ImageMatching(
        truth,
        truth.objects().stream().filter(object -> object.label().equals(label)).toList(),
        detections.stream().filter(detection -> detection.label().equals(label)).toList());
  }

  /** Every label that is in a picture or was detected, in alphabetic order. */
  public List<Label> labels() {
    return List.copyOf(matchings.keySet());
  }

  /** Precision and recall of one label over all thresholds, objects of all sizes. */
  public PrecisionCurve curve(Label label, double iou) {
    return curve(label, iou, AreaRange.ALL, MAX_DETECTIONS);
  }

  /** Average precision over the labels that are in a picture; empty if none is. */
  public OptionalDouble meanAveragePrecision(double iou) {
    return mean(new double[] {iou}, AreaRange.ALL, MAX_DETECTIONS, AP);
  }

  public CocoSummary summary() {
    return new CocoSummary(
        mean(IOUS, AreaRange.ALL, MAX_DETECTIONS, AP),
        meanAveragePrecision(0.5),
        meanAveragePrecision(0.75),
        mean(IOUS, AreaRange.SMALL, MAX_DETECTIONS, AP),
        mean(IOUS, AreaRange.MEDIUM, MAX_DETECTIONS, AP),
        mean(IOUS, AreaRange.LARGE, MAX_DETECTIONS, AP),
        mean(IOUS, AreaRange.ALL, 1, AR),
        mean(IOUS, AreaRange.ALL, 10, AR),
        mean(IOUS, AreaRange.ALL, MAX_DETECTIONS, AR),
        mean(IOUS, AreaRange.SMALL, MAX_DETECTIONS, AR),
        mean(IOUS, AreaRange.MEDIUM, MAX_DETECTIONS, AR),
        mean(IOUS, AreaRange.LARGE, MAX_DETECTIONS, AR));
  }

  private OptionalDouble mean(
      double[] ious, AreaRange range, int most, ToDoubleFunction<PrecisionCurve> figure) {
    return matchings.keySet().stream()
        .flatMap(label -> DoubleStream.of(ious).mapToObj(iou -> curve(label, iou, range, most)))
        .filter(curve -> curve.objects() > 0)
        .mapToDouble(figure)
        .average();
  }

  private PrecisionCurve curve(Label label, double iou, AreaRange range, int most) {
    List<PrecisionCurve.Judged> judged = new ArrayList<>();
    int objects = 0;
    for (ImageMatching matching : matchings.getOrDefault(label, List.of())) {
      judged.addAll(matching.judge(iou, range, most));
      objects += matching.countObjects(range);
    }
    return new PrecisionCurve(judged, objects);
  }
}
