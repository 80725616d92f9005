package dev.sitewarden.domain.vision;

/**
 * One coordinate of a moving box: a Kalman filter with the state (value, change per step).
 *
 * <p>The eight-dimensional filter of DeepSORT and ByteTrack has diagonal noise and couples a
 * coordinate with its own speed only, so it falls apart into four of these; each costs a dozen
 * multiplications. Noise is proportional to the size of the object (1/20 of it in place, 1/160 in
 * speed a step), as in Wojke et al., "Simple Online and Realtime Tracking with a Deep Association
 * Metric" (2017).
 */
final class MotionAxis {
  private static final double PLACE_NOISE = 1.0 / 20;
  private static final double SPEED_NOISE = 1.0 / 160;

  private double value;
  private double speed;
  // The covariance of (value, speed), symmetric.
  private double varValue;
  private double covariance;
  private double varSpeed;

  /** Starts at rest where the object was first seen; {@code size} is its extent along this axis. */
  MotionAxis(double value, double size) {
    this.value = value;
    this.varValue = square(2 * PLACE_NOISE * size);
    this.varSpeed = square(10 * SPEED_NOISE * size);
  }

  double value() {
    return value;
  }

  double speed() {
    return speed;
  }

  /** Moves {@code steps} ahead; uncertainty grows. */
  void predict(double steps, double size) {
    value += steps * speed;
    varValue += steps * (2 * covariance + steps * varSpeed) + steps * square(PLACE_NOISE * size);
    covariance += steps * varSpeed;
    varSpeed += steps * square(SPEED_NOISE * size);
  }

  /** Takes a measured value; uncertainty shrinks. */
  void correct(double measured, double size) {
    double innovation = measured - value;
    double total = varValue + square(PLACE_NOISE * size);
    double gainValue = varValue / total;
    double gainSpeed = covariance / total;
    value += gainValue * innovation;
    speed += gainSpeed * innovation;
    varSpeed -= gainSpeed * covariance;
    covariance -= gainValue * covariance;
    varValue -= gainValue * varValue;
  }

  private static double square(double x) {
    return x * x;
  }
}
