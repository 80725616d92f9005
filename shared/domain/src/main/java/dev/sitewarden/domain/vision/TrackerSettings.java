package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link Tracker} decides.
 *
 * @param thresholds score from which a detection of that label may start a track and is matched
 *     first; raising one starts fewer false tracks and later ones
 * @param otherwise the threshold of labels that are not named
 * @param lowScore detections below are ignored; raising it loses objects sooner when they are half
 *     hidden
 * @param minOverlap least IoU of a predicted box and a detection; raising it loses fast objects,
 *     lowering it swaps neighbours
 * @param minOverlapLow the same for detections between low score and threshold, which are less sure
 * @param confirmAfter frames with a match before a track is told to anybody; raising it answers
 *     later and ignores more single-frame mistakes
 * @param patience how long a hidden object keeps its track; raising it survives longer occlusions
 *     and revives more wrong ones
 */
public record TrackerSettings(
    Map<Label, Double> thresholds,
    double otherwise,
    double lowScore,
    double minOverlap,
    double minOverlapLow,
    int confirmAfter,
    Duration patience) {

  public TrackerSettings {
    thresholds = Map.copyOf(thresholds);
    thresholds.forEach((label, score) -> requireFraction("threshold of " + label, score));
    requireFraction("threshold", otherwise);
    requireFraction("low-score", lowScore);
    requireFraction("min-overlap", minOverlap);
    requireFraction("min-overlap-low", minOverlapLow);
    if (confirmAfter < 1) {
      throw new IllegalArgumentException("confirm-after must be at least 1, got " + confirmAfter);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must be 0s or more, got " + patience);
    }
  }

  private static void requireFraction(String key, double value) {
    if (!(value >= 0 && value <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException("%s must be inside 0..1, got %s".formatted(key, value));
    }
  }

  /** The paper's settings with a model's own thresholds; unnamed labels start at 0.5. */
  public static TrackerSettings of(Map<Label, Double> thresholds) {
    return new TrackerSettings(thresholds, 0.5, 0.1, 0.2, 0.4, 2, Duration.ofSeconds(2));
  }

  double threshold(Label label) {
    return thresholds.getOrDefault(label, otherwise);
  }
}
