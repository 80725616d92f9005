package dev.sitewarden.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sitewarden.training.dataset.Box;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridLossTest {
  private static final int CELLS = 4;
  private static final int AREA = CELLS * CELLS;
  private static final int CENTRE = CELLS + 1;

  @Test
  void perfectGridLosesNearlyNothing() {
    assertThat(loss(perfect()).total()).isCloseTo(0, within(0.02));
  }

  @Test
  void missedObjectCostsScoreButNoBox() {
    float[] grid = perfect();
    grid[CENTRE] = -9;

    var loss = loss(grid);

    assertThat(loss.score()).isGreaterThan(5);
    assertThat(loss.box()).isCloseTo(0, within(1e-4));
  }

  @Test
  void inventedObjectCostsScore() {
    float[] grid = perfect();
    grid[AREA - 1] = 9;

    assertThat(loss(grid).score()).isGreaterThan(5);
  }

  @Test
  void shiftedBoxCostsDistanceAndOverlap() {
    float[] grid = perfect();
    grid[AREA + CENTRE] += 0.5f; // the object is one cell wide: half of it is missed, IoU 1/3

    double expected = (0.75 * 0.5 + 2.25 * 2 / 3) * weightOfCentre();

    assertThat(loss(grid).box()).isCloseTo(expected, within(1e-4));
    assertThat(loss(grid).score()).isCloseTo(0, within(0.02));
  }

  private record Loss(double score, double box, double total) {}

  private static Loss loss(float[] grid) {
    try (var manager = NDManager.newBaseManager("PyTorch")) {
      var parts =
          GridLoss.of(manager.create(grid, new Shape(1, 5, CELLS, CELLS)), targets(), manager);
      return new Loss(parts.score().getFloat(), parts.box().getFloat(), parts.total().getFloat());
    }
  }

  private static Targets targets() {
    var targets = new Targets(1, 1, CELLS);
    targets.put(0, List.of(new Box(0, 8, 8, 16, 16)), List.of());
    return targets;
  }

  private static double weightOfCentre() {
    double sum = 0;
    for (float held : targets().held()) {
      sum += held;
    }
    return targets().held()[CENTRE] / sum;
  }

  /** Logit 9 at the object's centre, -9 elsewhere, and the true box wherever it is held. */
  private static float[] perfect() {
    float[] grid = new float[5 * AREA];
    Arrays.fill(grid, 0, AREA, -9);
    grid[CENTRE] = 9;
    System.arraycopy(targets().boxes(), 0, grid, AREA, 4 * AREA);
    return grid;
  }
}
