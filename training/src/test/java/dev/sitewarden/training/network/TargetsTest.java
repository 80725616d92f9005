package dev.sitewarden.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.training.dataset.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final int CELLS = 8;
  private static final int AREA = CELLS * CELLS;

  private final Targets targets = new Targets(1, 2, CELLS);

  @Test
  void centreCellOfTheLabelIsOneAndNoOtherIs() {
    targets.put(0, List.of(new Box(1, 16, 24, 30, 36)), List.of()); // centre (23, 30): cell 2, 3

    int centre = AREA + 3 * CELLS + 2;
    assertThat(targets.heat()[centre]).isEqualTo(1);
    for (int i = 0; i < targets.heat().length; i++) {
      assertThat(targets.heat()[i]).isBetween(0f, i == centre ? 1f : 0.95f);
    }
    for (int i = 0; i < AREA; i++) {
      assertThat(targets.heat()[i]).as("other label").isZero();
    }
  }

  @Test
  void boxIsToldInCellsFromTheCellsCorner() {
    targets.put(0, List.of(new Box(0, 16, 24, 32, 36)), List.of()); // centre (24, 30), 16x12 px

    int at = 3 * CELLS + 3;
    assertThat(targets.held()[at]).isBetween(1f, 2f);
    assertThat(targets.boxes()[at]).isCloseTo(0f, within(1e-6f));
    assertThat(targets.boxes()[AREA + at]).isCloseTo(0.75f, within(1e-6f));
    assertThat(targets.boxes()[2 * AREA + at]).isCloseTo((float) Math.log(2), within(1e-6f));
    assertThat(targets.boxes()[3 * AREA + at]).isCloseTo((float) Math.log(1.5), within(1e-6f));
  }

  @Test
  void cellsThatTheCentreLeansTowardsLearnTheSameBox() {
    targets.put(0, List.of(new Box(0, 16, 24, 32, 36)), List.of()); // leans left and down

    int left = 3 * CELLS + 2;
    int below = 4 * CELLS + 3;
    float centre = targets.held()[3 * CELLS + 3];
    assertThat(targets.held()[left]).isBetween(0.1f, 0.9f * centre);
    assertThat(targets.boxes()[left]).isCloseTo(1f, within(1e-6f));
    assertThat(targets.held()[below]).isBetween(0.1f, 0.9f * centre);
    assertThat(targets.boxes()[AREA + below]).isCloseTo(-0.25f, within(1e-6f));
  }

  @Test
  void smallBoxWeighsMoreThanALargeOne() {
    targets.put(0, List.of(new Box(0, 0, 0, 32, 32), new Box(0, 48, 48, 56, 56)), List.of());

    assertThat(targets.held()[2 * CELLS + 2]).isEqualTo(1f);
    assertThat(targets.held()[6 * CELLS + 6]).isCloseTo(1.75f, within(1e-6f));
  }

  @Test
  void smallerOfTwoObjectsInOneCellWins() {
    var large = new Box(0, 8, 8, 48, 48); // centre (28, 28)
    var small = new Box(1, 25, 25, 33, 33); // centre (29, 29)

    targets.put(0, List.of(small, large), List.of());

    int at = 3 * CELLS + 3;
    assertThat(targets.boxes()[2 * AREA + at]).isCloseTo(0f, within(1e-6f));
    assertThat(targets.heat()[at]).isEqualTo(1);
    assertThat(targets.heat()[AREA + at]).isEqualTo(1);
    assertThat(targets.objects()).isEqualTo(2);
  }

  @Test
  void unknownRegionGivesNoLossExceptAtAKnownCentre() {
    var known = new Box(0, 8, 8, 16, 16); // centre (12, 12): cell 1, 1

    targets.put(0, List.of(known), List.of(new Box(0, 0, 0, 31, 15)));

    assertThat(targets.known()[0]).isZero();
    assertThat(targets.known()[CELLS + 1]).isEqualTo(1);
    assertThat(targets.known()[CELLS + 3]).isZero();
    assertThat(targets.known()[2 * CELLS]).isEqualTo(1);
  }

  @Test
  void objectAtTheEdgeStaysOnTheGrid() {
    targets.put(0, List.of(new Box(0, 60, 60, 68, 68)), List.of()); // centre on the corner

    assertThat(targets.heat()[AREA - 1]).isEqualTo(1);
    assertThat(targets.boxes()[AREA - 1]).isCloseTo(1f, within(1e-6f));
  }
}
