package dev.sitewarden.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.training.scoring.PrecisionCurve.Judged;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionCurveTest {
  private static final Judged SURE = new Judged(0.9, true);
  private static final Judged WRONG = new Judged(0.8, false);
  private static final Judged LATE = new Judged(0.7, true);

  @Test
  void everythingFoundAndNothingInventedIsOne() {
    assertThat(new PrecisionCurve(List.of(SURE, LATE), 2).averagePrecision())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void precisionCountsAtEachOf101Recalls() {
    // precision 1 up to recall 0.5 (51 points), then 2/3 (50 points)
    assertThat(new PrecisionCurve(List.of(LATE, WRONG, SURE), 2).averagePrecision())
        .isCloseTo((51 + 50 * 2 / 3.0) / 101, within(1e-9));
  }

  @Test
  void missedObjectsCapTheRecall() {
    assertThat(new PrecisionCurve(List.of(SURE), 2).averagePrecision())
        .isCloseTo(51 / 101.0, within(1e-9));
  }

  @Test
  void thresholdLeavesOutWhatIsBelowIt() {
    var point = new PrecisionCurve(List.of(SURE, WRONG, LATE), 2).at(0.75);

    assertThat(point.precision()).isEqualTo(0.5);
    assertThat(point.recall()).isEqualTo(0.5);
  }

  @Test
  void mostRecallKeepsThePrecision() {
    var curve = new PrecisionCurve(List.of(SURE, WRONG, LATE), 2);

    assertThat(curve.mostRecallAt(0.9).threshold()).isEqualTo(0.9);
    assertThat(curve.mostRecallAt(0.6).threshold()).isEqualTo(0.7);
  }

  @Test
  void bestBalanceWeighsPrecisionAgainstRecall() {
    // F1: 2/3 with the first alone, 1/2 with two, 4/5 with all three
    var curve = new PrecisionCurve(List.of(SURE, WRONG, LATE), 2);

    assertThat(curve.bestBalance().threshold()).isEqualTo(0.7);
  }

  @Test
  void noDetectionsScoreNothing() {
    assertThat(new PrecisionCurve(List.of(), 3).averagePrecision()).isZero();
  }
}
