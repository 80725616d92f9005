package dev.sitewarden.domain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotEvaluationTest {
  private static MotBox box(long id, double left) {
    return new MotBox(id, left, 0, 10, 20);
  }

  private static MotFrame frame(List<MotBox> truths, List<MotBox> tracks) {
    return new MotFrame(truths, tracks);
  }

  @Test
  void aTrackerThatIsRightHasFullMarks() {
    List<MotFrame> frames = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      frames.add(frame(List.of(box(1, i), box(2, 50 + i)), List.of(box(7, i), box(8, 50 + i))));
    }

    MotSummary summary = MotEvaluation.of(frames, 0.5);

    assertThat(summary).isEqualTo(new MotSummary(10, 10, 0, 0, 0, 1, 1, 1, 0));
  }

  @Test
  void anObjectThatGoesOnUnderAnotherTrackIsASwitch() {
    MotSummary summary =
        MotEvaluation.of(
            List.of(
                frame(List.of(box(1, 0)), List.of(box(7, 0))),
                frame(List.of(box(1, 0)), List.of(box(7, 0))),
                frame(List.of(box(1, 0)), List.of(box(8, 0))),
                frame(List.of(box(1, 0)), List.of(box(8, 0)))),
            0.5);

    assertThat(summary.switches()).isEqualTo(1);
    assertThat(summary.mota()).isEqualTo(0.75);
    assertThat(summary.idf1()).isEqualTo(0.5);
  }

  @Test
  void aTrackThatStillFitsIsKeptThoughAnotherFitsBetter() {
    MotSummary summary =
        MotEvaluation.of(
            List.of(
                frame(List.of(box(1, 0)), List.of(box(7, 0))),
                frame(List.of(box(1, 0)), List.of(box(7, 2), box(8, 0)))),
            0.5);

    assertThat(summary.switches()).isZero();
    assertThat(summary.falsePositives()).isEqualTo(1);
  }

  @Test
  void missesAndFalsePositivesCountAgainstItAndCanMakeItNegative() {
    MotSummary summary =
        MotEvaluation.of(
            List.of(frame(List.of(box(1, 0)), List.of(box(7, 100), box(8, 200)))), 0.5);

    assertThat(summary.misses()).isEqualTo(1);
    assertThat(summary.falsePositives()).isEqualTo(2);
    assertThat(summary.mota()).isEqualTo(-2);
    assertThat(summary.countError()).isEqualTo(1);
  }

  @Test
  void asManyPairsAsPossibleComeBeforeTheBestOverlap() {
    MotSummary summary =
        MotEvaluation.of(
            List.of(frame(List.of(box(1, 0), box(2, 3)), List.of(box(7, 1), box(8, -3)))), 0.5);

    assertThat(summary.matches()).isEqualTo(2);
  }

  @Test
  void nothingIsNoNaN() {
    assertThat(MotEvaluation.of(List.of(), 0.5))
        .isEqualTo(new MotSummary(0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void mistakesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MotEvaluation.of(List.of(), Double.NaN))
        .withMessageContaining("min-iou must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MotBox(1, 0, 0, 0, 5))
        .withMessageContaining("box of object 1 must not be empty, got 0.0x5.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(List.of(box(1, 0), box(1, 5)), List.of()))
        .withMessageContaining("truth ids must be different");
    assertThat(box(1, 0).iou(box(2, 5))).isCloseTo(1.0 / 3, within(1e-9));
  }
}
