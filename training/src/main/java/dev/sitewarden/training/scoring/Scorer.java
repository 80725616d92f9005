package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.evaluation.CocoEvaluation;
import dev.sitewarden.domain.evaluation.GroundTruth;
import dev.sitewarden.domain.evaluation.ImageTruth;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.training.dataset.Box;
import dev.sitewarden.training.dataset.Example;
import java.util.ArrayList;
import java.util.List;

/** Runs a model over labelled pictures, as it is served, and compares. */
public final class Scorer {
  /** Scores below this change no figure worth reading and cost time. */
  private static final double LEAST_SCORE = 0.02;

  private final List<Label> labels;
  private final List<ImageTruth> truths = new ArrayList<>();
  private final List<List<Detection>> detections = new ArrayList<>();

  private Scorer(List<Label> labels) {
    this.labels = labels;
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
    var scorer = new Scorer(model.card().labels());
    var settings = DetectorSettings.ofThreads(Runtime.getRuntime().availableProcessors());
    try (var detector = Detector.open(model, settings.withMinScore(LEAST_SCORE))) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (var frame = next.get()) {
          var boxes = boxes(frame.sequence(), truth);
          scorer.truths.add(scorer.truth(frame.letterbox(), boxes));
          scorer.detections.add(detector.detect(frame));
        }
      }
    }
    return scorer.report(iou);
  }

  private static List<Box> boxes(long sequence, List<Example> truth) {
    if (sequence >= truth.size()) {
      throw new IllegalArgumentException(
          "frame %d has no annotation, there are %d".formatted(sequence, truth.size()));
    }
    return truth.get((int) sequence).boxes();
  }

  private ImageTruth truth(Letterbox letterbox, List<Box> boxes) {
    var objects =
        boxes.stream()
            .filter(box -> box.width() > 0 && box.height() > 0)
            .map(this::object)
            .toList();
    return new ImageTruth(letterbox.sourceWidthPx(), letterbox.sourceHeightPx(), objects);
  }

  private GroundTruth object(Box box) {
    return GroundTruth.object(
        labels.get(box.label()), new BoundingBox(box.left(), box.top(), box.right(), box.bottom()));
  }

  private Report report(double iou) {
    return new Report(truths.size(), iou, labels, CocoEvaluation.of(truths, detections));
  }
}
