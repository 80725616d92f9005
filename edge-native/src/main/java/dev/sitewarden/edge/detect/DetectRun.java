package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.ReadAhead;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One run over a picture, folder or video, from its first frame on, that leaves no frame out.
 *
 * <p>If the input breaks on the way, what was found until then is in the file, and the exception
 * says what broke.
 */
record DetectRun(
    Path model,
    String input,
    Path output,
    Optional<Path> annotations,
    long mostFrames,
    DetectorSettings settings) {

  DetectRun {
    if (mostFrames < 1) {
      throw new IllegalArgumentException(
          "--frames must be at least 1, got %d: leave it out to see all".formatted(mostFrames));
    }
  }

  /** What a run saw. */
  record Summary(long frames, long detections) {}

  Summary run() {
    ModelPackage modelPackage = ModelPackage.open(model);
    try (var detector = Detector.open(modelPackage, settings);
        var opened = DetectInput.open(input, modelPackage.inputSize());
        var frames = new ReadAhead(opened.source());
        var results = CocoResults.open(new OutputFile(output), modelPackage.card().labels());
        var drawing = Annotation.open(annotations, opened)) {
      long seen = 0;
      while (seen < mostFrames) {
        Optional<Frame> next = frames.next();
        if (next.isEmpty()) {
          break;
        }
        try (Frame frame = next.get()) {
          List<Detection> detections = detector.detect(frame);
          results.write(frame, opened.fileName(frame.sequence()), detections);
          drawing.write(frame, opened.fileName(frame.sequence()), detections);
        }
        seen++;
      }
      return new Summary(seen, results.written());
    }
  }
}
