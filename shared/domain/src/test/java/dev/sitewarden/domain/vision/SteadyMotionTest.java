package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SteadyMotionTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  /*
   * By hand, with size 1: P = [[0.01, 0], [0, 0.00390625]] at the start. One interval later
   * p = 0.01 + 0.00390625 + 0.0025 = 0.01640625 and c = 0.00390625. A reading 0.2 further on meets
   * s = p + 0.0025 = 0.01890625: gains 105/121 and 25/121.
   */
  @Test
  void oneStepIsAsComputedByHand() {
    var motion = new SteadyMotion(0.5, 1);

    motion.predict(1, 1);
    motion.correct(0.7, 1);

    assertThat(motion.value()).isCloseTo(0.5 + 0.2 * 105 / 121, ROUNDING);
    assertThat(motion.speed()).isCloseTo(0.2 * 25 / 121, ROUNDING);
  }

  /*
   * Goes on: P = [[0.01640625 * 16/121, 0.00390625 * 16/121], [., 0.00390625 + 1/25600 -
   * 0.00390625 * 25/121]]. Two intervals more, written out with the matrices of the textbook.
   */
  @Test
  void aSecondStepIsAsTheMatricesSay() {
    var motion = new SteadyMotion(0.5, 1);
    motion.predict(1, 1);
    motion.correct(0.7, 1);
    double p = 0.01640625 * 16 / 121;
    double c = 0.00390625 * 16 / 121;
    double v = 0.00390625 + 1.0 / 25600 - 0.00390625 * 25 / 121;
    double predictedP = p + 2 * c * 2 + v * 4 + 2 * 0.0025;
    double predictedC = c + 2 * v;
    double value = 0.5 + 0.2 * 105 / 121 + 2 * 0.2 * 25 / 121;
    double surprise = 0.8 - value;

    motion.predict(2, 1);
    motion.correct(0.8, 1);

    assertThat(motion.value())
        .isCloseTo(value + surprise * predictedP / (predictedP + 0.0025), ROUNDING);
    assertThat(motion.speed())
        .isCloseTo(0.2 * 25 / 121 + surprise * predictedC / (predictedP + 0.0025), ROUNDING);
  }

  @Test
  void scalingTheReadingsScalesTheEstimate() {
    var big = new SteadyMotion(0.5, 1);
    var small = new SteadyMotion(0.05, 0.1);
    for (int i = 1; i <= 10; i++) {
      big.predict(1, 1);
      big.correct(0.5 + 0.03 * i * i, 1);
      small.predict(1, 0.1);
      small.correct(0.05 + 0.003 * i * i, 0.1);
    }

    assertThat(small.value()).isCloseTo(big.value() / 10, ROUNDING);
    assertThat(small.speed()).isCloseTo(big.speed() / 10, ROUNDING);
  }

  @Test
  void aConstantSpeedIsLearned() {
    var motion = new SteadyMotion(0, 0.1);
    for (int i = 1; i <= 100; i++) {
      motion.predict(1, 0.1);
      motion.correct(0.01 * i, 0.1);
    }

    assertThat(motion.speed()).isCloseTo(0.01, within(1e-4));
    assertThat(motion.value()).isCloseTo(1, within(1e-4));
  }
}
