package dev.sitewarden.inference;

import java.util.OptionalDouble;

/**
 * How a detector runs on this machine.
 *
 * @param threads of ONNX Runtime for one frame, the detection thread included. More make a frame
 *     faster as long as cores are idle.
 * @param spinning whether those threads wait for work without sleeping: faster on idle cores, up to
 *     twice as slow on busy ones
 * @param minScore replaces the thresholds of all labels
 */
public record DetectorSettings(int threads, boolean spinning, OptionalDouble minScore) {
  public DetectorSettings {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("threads must be 1..256, got " + threads);
    }
    if (minScore.isPresent() && !(minScore.getAsDouble() >= 0 && minScore.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "min-score must be inside 0..1, got " + minScore.getAsDouble());
    }
  }

  /** The card's thresholds; threads spin if each has a core (docs/decisions/0005). */
  public static DetectorSettings ofThreads(int threads) {
    boolean coreForEach = threads <= Runtime.getRuntime().availableProcessors();
    return new DetectorSettings(threads, coreForEach, OptionalDouble.empty());
  }

  /** The same with one threshold for all labels. */
  public DetectorSettings withMinScore(double score) {
    return new DetectorSettings(threads, spinning, OptionalDouble.of(score));
  }
}
