package dev.sitewarden.edge.doctor;

import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Loads a model, lets it answer its golden samples, and takes its time.
 *
 * @param role what it is for, such as {@code model} or {@code person-model}
 * @param folder the package
 */
record ModelCheck(String role, Path folder, int threads) implements Check {
  private static final int RUNS = 20;
  private static final double SLOW_MS = 200;

  @Override
  public List<Finding> findings() {
    String subject = role + " " + folder;
    try {
      ModelPackage model = ModelPackage.open(folder);
      try (Detector detector = Detector.open(model, threads)) {
        GoldenSamples.check(model, detector);
        return List.of(judge(subject, model, medianMs(detector)));
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              subject,
              String.valueOf(e.getMessage()),
              "put the package there once more, or order another version"));
    }
  }

  private static double medianMs(Detector detector) {
    double[] taken = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      detector.runBare();
      taken[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(taken);
    return taken[RUNS / 2];
  }

  private Finding judge(String subject, ModelPackage model, double medianMs) {
    String text =
        "%s, %dx%d, answers its golden samples, %.1f ms a frame on %d threads: %.0f frames/s at most"
            .formatted(
                model.version(),
                model.inputSize().widthPx(),
                model.inputSize().heightPx(),
                medianMs,
                threads,
                1000 / medianMs);
    return medianMs > SLOW_MS
        ? Finding.warn(
            subject,
            text,
            "take a smaller model or input, more --threads, or a motion-gate in the settings")
        : Finding.ok(subject, text);
  }
}
