package dev.sitewarden.edge.models;

import java.time.Duration;

/**
 * When a model on trial passes and when it must go. A predecessor is no truth: limits are for
 * models that are broken here (wrong colours, wrong thresholds, too slow for this device), not for
 * ones that are a little better or worse; those the promotion gate told apart.
 *
 * @param length of the trial. Longer catches rarer trouble; until its end a crash counts against
 *     the model
 * @param leastFrames that it must have judged by then
 * @param latencyFrames before its speed is judged: the first frames of a session are slow
 * @param slowerFactor over the predecessor's median. A model of the same task that takes more than
 *     twice as long was not measured on this device
 * @param fastEnough below which nobody minds: 20 ms are 50 frames/s
 * @param sampleEvery how often the predecessor is asked as well; more often finds trouble sooner
 *     and takes more of the processor
 * @param sampledFrames before agreement is judged, and before it passes: one odd frame is none
 * @param leastObjects before agreement is judged; in an empty scene nothing can be said, and
 *     nothing is
 * @param leastFoundAgain share of the predecessor's objects. Successors trained on more of the same
 *     data found more than 0.8 again; wrong colours or thresholds leave below 0.2
 * @param floodFactor times the predecessor's objects, one a frame added
 * @param stormIncidents that may be opened at any rate
 * @param stormFactor times the usual number on top
 */
public record HealthLimits(
    Duration length,
    int leastFrames,
    int latencyFrames,
    double slowerFactor,
    Duration fastEnough,
    Duration sampleEvery,
    int sampledFrames,
    int leastObjects,
    double leastFoundAgain,
    double floodFactor,
    int stormIncidents,
    double stormFactor) {
  public HealthLimits {
    if (length.isNegative() || sampleEvery.isNegative() || fastEnough.isNegative()) {
      throw new IllegalArgumentException(
          "model trial: durations must not be negative, got %s, %s, %s"
              .formatted(length, sampleEvery, fastEnough));
    }
    if (!(slowerFactor >= 1) || !(floodFactor >= 1) || !(stormFactor >= 1)) {
      throw new IllegalArgumentException(
          "model trial: factors must be at least 1, got %s, %s, %s"
              .formatted(slowerFactor, floodFactor, stormFactor));
    }
    if (!(leastFoundAgain >= 0 && leastFoundAgain <= 1)) {
      throw new IllegalArgumentException(
          "model trial: least-found-again must be inside 0..1, got " + leastFoundAgain);
    }
  }

  public static HealthLimits defaults() {
    return new HealthLimits(
        Duration.ofSeconds(60),
        100,
        30,
        2.0,
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        6,
        12,
        0.4,
        3.0,
        5,
        4.0);
  }

  /** The same with a trial of another length. */
  public HealthLimits withLength(Duration other, int frames) {
    return new HealthLimits(
        other,
        frames,
        latencyFrames,
        slowerFactor,
        fastEnough,
        sampleEvery,
        sampledFrames,
        leastObjects,
        leastFoundAgain,
        floodFactor,
        stormIncidents,
        stormFactor);
  }
}
