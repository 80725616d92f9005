package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.evaluation.MotBox;
import dev.sitewarden.domain.evaluation.MotEvaluation;
import dev.sitewarden.domain.evaluation.MotFrame;
import dev.sitewarden.domain.evaluation.MotSummary;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Tracker;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the objects of one label through a video, as the edge does, and compares with ground
 * truth.
 *
 * @param model package, a folder
 * @param video every frame of it is looked at
 * @param truth MOTChallenge file
 * @param truthWidthPx width of the picture that the truth was drawn on
 */
record TrackingBench(Path model, String video, Path truth, int truthWidthPx, Label label) {
  private static final double MIN_IOU = 0.5;

  MotSummary run() {
    ModelPackage opened = ModelPackage.open(model);
    var settings = TrackerSettings.defaults().withHighScores(opened.card().thresholds());
    var tracker = new Tracker(settings);
    List<MotFrame> frames = new ArrayList<>();
    Optional<MotTruth> boxes = Optional.empty();
    try (DetectInput input = DetectInput.open(video, opened.inputSize());
        Detector detector =
            Detector.open(
                opened, DetectorSettings.ofThreads(1).withMinScore(settings.lowScore()))) {
      for (var next = input.source().next(); next.isPresent(); next = input.source().next()) {
        try (Frame frame = next.get()) {
          MotTruth known = boxes.orElseGet(() -> truthFor(frame.letterbox()));
          boxes = Optional.of(known);
          List<Track> tracks = tracker.advance(detector.detect(frame), frame.capturedAt());
          frames.add(new MotFrame(known.of(frame.sequence()), inPixels(tracks, frame)));
        }
      }
    }
    return MotEvaluation.of(frames, MIN_IOU);
  }

  private MotTruth truthFor(Letterbox picture) {
    return MotTruth.read(truth, picture.sourceWidthPx() / (double) truthWidthPx);
  }

  private List<MotBox> inPixels(List<Track> tracks, Frame frame) {
    int width = frame.letterbox().sourceWidthPx();
    int height = frame.letterbox().sourceHeightPx();
    List<MotBox> boxes = new ArrayList<>();
    for (Track track : tracks) {
      BoundingBox box = track.detection().box();
      if (track.detection().label().equals(label)) {
        boxes.add(
            new MotBox(
                track.id().value(),
                box.left() * width,
                box.top() * height,
                box.width() * width,
                box.height() * height));
      }
    }
    return boxes;
  }
}
