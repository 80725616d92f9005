package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void aBoxThatIsNotFiniteIsLeftOut() {
    var candidates = new Candidates(8);
    candidates.addCentred(0, 0.9f, Float.NaN, 50, 10, 10);
    candidates.addCentred(0, 0.9f, 50, 50, Float.POSITIVE_INFINITY, 10);

    candidates.suppress(0.45, true);

    assertThat(candidates.kept()).isZero();
  }

  private static List<Integer> labels(Candidates candidates) {
    List<Integer> labels = new ArrayList<>();
    for (int rank = 0; rank < candidates.kept(); rank++) {
      labels.add(candidates.label(rank));
    }
    return labels;
  }
}
