package dev.sitewarden.domain.vision;

/**
 * One number that changes at a nearly constant speed, known from noisy readings: a Kalman filter
 * with the states value and speed. Time is in intervals, speed in value per interval.
 */
final class SteadyMotion {
  private static final double VALUE_NOISE = 1.0 / 20; // of the size, standard deviation
  private static final double SPEED_NOISE = 1.0 / 160;

  private double value;
  private double speed;
  // The covariance matrix [[valueVariance, covariance], [covariance, speedVariance]].
  private double valueVariance;
  private double covariance;
  private double speedVariance;

  /** Starts at a reading; the speed is unknown. {@code size} scales all noise. */
  SteadyMotion(double reading, double size) {
    value = reading;
    valueVariance = square(2 * VALUE_NOISE * size);
    speedVariance = square(10 * SPEED_NOISE * size);
  }

  double value() {
    return value;
  }

  double speed() {
    return speed;
  }

  void predict(double intervals, double size) {
    value += speed * intervals;
    valueVariance +=
        intervals * (2 * covariance + intervals * speedVariance + square(VALUE_NOISE * size));
    covariance += intervals * speedVariance;
    speedVariance += intervals * square(SPEED_NOISE * size);
  }

  void correct(double reading, double size) {
    double total = valueVariance + square(VALUE_NOISE * size);
    double valueGain = valueVariance / total;
    double speedGain = covariance / total;
    double surprise = reading - value;
    value += valueGain * surprise;
    speed += speedGain * surprise;
    speedVariance -= speedGain * covariance;
    covariance *= 1 - valueGain;
    valueVariance *= 1 - valueGain;
  }

  void stop() {
    speed = 0;
  }

  private static double square(double number) {
    return number * number;
  }
}
