package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // The second box is the first one moved right by so many of its 10 px.
    "one on the other, 0, 0.45, 1",
    "overlap 2/3 over a limit of 0.45, 2, 0.45, 1",
    "overlap 1/3 under a limit of 0.45, 5, 0.45, 2",
    "overlap 1/3 over a limit of 0.3, 5, 0.3, 1",
    "apart, 20, 0.45, 2",
    "side by side, 10, 0, 2"
  })
  void ofTwoBoxesThatOverlapTooMuchOneIsLeft(String name, float moved, double limit, int left) {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 0.6f, 50, 50, 10, 10);
    candidates.addCentred(0, 0.9f, 50 + moved, 50, 10, 10);

    candidates.suppress(limit, true);

    assertThat(candidates.kept()).isEqualTo(left);
    assertThat(candidates.score(0)).isEqualTo(0.9f);
    assertThat(candidates.left(0)).isEqualTo(45 + moved);
  }

  @Test
  void boxesOfDifferentLabelsSuppressEachOtherOnlyIfAskedTo() {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 0.6f, 50, 50, 10, 10);
    candidates.addCentred(1, 0.9f, 50, 50, 10, 10);

    candidates.suppress(0.45, true);
    assertThat(labels(candidates)).containsExactly(1, 0);

    candidates.suppress(0.45, false);
    assertThat(labels(candidates)).containsExactly(1);
  }

  @Test
  void aDroppedBoxDropsNothingItself() {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 0.9f, 50, 50, 10, 10);
    candidates.addCentred(0, 0.8f, 53, 50, 10, 10); // overlaps the first by 7/13
    candidates.addCentred(0, 0.7f, 56, 50, 10, 10); // overlaps the second so, the first by 4/16

    candidates.suppress(0.45, true);

    assertThat(candidates.kept()).isEqualTo(2);
    assertThat(candidates.left(1)).isEqualTo(51);
  }

  @Test
  void equalScoresKeepTheOrderInWhichTheyWereFound() {
    var candidates = new Candidates(8);
    for (int label = 0; label < 5; label++) {
      candidates.addCentred(label, 0.5f, 10 + 20 * label, 50, 10, 10);
    }

    candidates.suppress(0.45, true);

    assertThat(labels(candidates)).containsExactly(0, 1, 2, 3, 4);
  }

  @ParameterizedTest(name = "score {0}, x {1}, width {2}: broken {3}")
  @CsvSource({
    "0.9, 50, 10, false",
    "0.9, 50, 0, false",
    "1.0005, 50, 10, false",
    "1.01, 50, 10, true",
    "-0.1, 50, 10, true",
    "NaN, 50, 10, true",
    "Infinity, 50, 10, true",
    "0.9, NaN, 10, true",
    "0.9, 50, Infinity, true",
    "0.9, 3e38, 3e38, true"
  })
  void oneNumberThatCannotBeBreaksTheFrameUntilTheNext(
      float score, float x, float width, boolean broken) {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 0.8f, 50, 50, 10, 10);
    candidates.addCentred(0, score, x, 50, width, 10);

    assertThat(candidates.areBroken()).isEqualTo(broken);

    candidates.clear();
    assertThat(candidates.areBroken()).isFalse();
  }

  @Test
  void aScoreALittleAboveOneIsOne() {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 1.0005f, 50, 50, 10, 10);

    candidates.suppress(0.45, true);

    assertThat(candidates.score(0)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}: index {3}")
  @CsvSource({"0.1, 0.3, 0.2, 1", "0.3, 0.3, 0.2, 0", "0.1, NaN, 0.9, 1", "NaN, 0.5, 0.9, 0"})
  void theBestScoreIsTheFirstHighestOrWhatIsNoNumber(
      float first, float second, float third, int best) {
    var scores = FloatBuffer.wrap(new float[] {9, first, second, third});

    assertThat(Candidates.best(scores, 1, 3)).isEqualTo(best);
  }

  private static List<Integer> labels(Candidates candidates) {
    List<Integer> labels = new ArrayList<>();
    for (int rank = 0; rank < candidates.kept(); rank++) {
      labels.add(candidates.label(rank));
    }
    return labels;
  }
}
