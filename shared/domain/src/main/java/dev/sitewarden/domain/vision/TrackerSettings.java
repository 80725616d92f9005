package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link Tracker} tells one object from another.
 *
 * @param highScore from here on a detection may begin a track. Raising it: fewer tracks from
 *     mistakes, later starts. Lowering it: more of both
 * @param highScores the same for labels that have a threshold of their own, as a model's card has
 *     it
 * @param lowScore from here on a detection may prolong a track that was seen in the frame before.
 *     Raising it to {@code highScore} switches the second stage off: half-hidden objects break into
 *     several tracks. Lowering it: tracks hang on to background
 * @param confirmAfter consecutive frames after which a track is believed. Raising it: answers later
 *     and ignores longer flickers. 1 believes every detection
 * @param patience how long an object may be unseen and keep its track. Raising it: survives longer
 *     occlusions, and a newcomer may inherit the track of somebody who left
 * @param minIou overlap of the predicted and the detected box that two of them need to be one
 *     object. Raising it: fast objects break up. Lowering it: neighbours swap
 * @param minIouLow the same for detections below {@code highScore}, which deserve less trust
 */
public record TrackerSettings(
    double highScore,
    Map<Label, Double> highScores,
    double lowScore,
    int confirmAfter,
    Duration patience,
    double minIou,
    double minIouLow) {

  public TrackerSettings {
    highScores = Map.copyOf(highScores);
    for (double score : highScores.values()) {
      requireScores(lowScore, score);
    }
    requireScores(lowScore, highScore);
    if (confirmAfter < 1) {
      throw new IllegalArgumentException(
          "tracker confirm-after must be at least 1 frame, got " + confirmAfter);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("tracker patience must be 0s or more, got " + patience);
    }
    requireIou("min-iou", minIou);
    requireIou("min-iou-low", minIouLow);
  }

  private static void requireScores(double lowScore, double highScore) {
    if (!(0 <= lowScore && lowScore <= highScore && highScore <= 1)) {
      throw new IllegalArgumentException(
          "tracker needs 0 <= low-score <= high-score <= 1, got %s and %s"
              .formatted(lowScore, highScore));
    }
  }

  private static void requireIou(String key, double value) {
    if (!(value >= 0 && value < 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "tracker %s must be 0 or more and below 1, got %s".formatted(key, value));
    }
  }

  /** ByteTrack's published values; believed from the second frame on, one second of patience. */
  public static TrackerSettings defaults() {
    return new TrackerSettings(0.5, Map.of(), 0.1, 2, Duration.ofSeconds(1), 0.2, 0.5);
  }

  /** The same with a model's own thresholds, which may also lower the low score. */
  public TrackerSettings withHighScores(Map<Label, Double> thresholds) {
    double low = thresholds.values().stream().reduce(lowScore, Math::min);
    return new TrackerSettings(
        highScore, thresholds, low, confirmAfter, patience, minIou, minIouLow);
  }

  double highScoreOf(Label label) {
    return highScores.getOrDefault(label, highScore);
  }
}
