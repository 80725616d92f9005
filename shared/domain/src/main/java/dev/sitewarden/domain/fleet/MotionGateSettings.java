package dev.sitewarden.domain.fleet;

import java.time.Duration;

/**
 * When a frame is worth the model's time.
 *
 * @param threshold share of the picture that must change, 0..1. Raising it: small or far objects
 *     wait for the next forced frame. Lowering it: noise wakes the model
 * @param atLeastEvery a frame goes to the model this often even if nothing moves
 */
public record MotionGateSettings(double threshold, Duration atLeastEvery) {
  public MotionGateSettings {
    if (!(threshold > 0 && threshold < 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "motion-gate threshold must lie between 0 and 1, got " + threshold);
    }
    if (!atLeastEvery.isPositive()) {
      throw new IllegalArgumentException(
          "motion-gate at-least-every must be longer than 0s, got " + atLeastEvery);
    }
  }
}
