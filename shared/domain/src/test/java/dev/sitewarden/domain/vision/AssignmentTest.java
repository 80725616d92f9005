package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {
  private final Assignment assignment = new Assignment();

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theBestPairingIsAsGoodAsTryingAll(int seed) {
    var random = new SplittableRandom(seed);
    int rows = random.nextInt(7);
    int columns = random.nextInt(7);
    boolean ties = seed % 3 == 0; // few distinct weights
    double[] weights =
        IntStream.range(0, rows * columns)
            .mapToDouble(i -> ties ? random.nextInt(-1, 3) : random.nextDouble(-0.5, 1))
            .toArray();

    int[] pairing = Arrays.copyOf(assignment.maximise(weights, rows, columns), rows);

    assertThat(Arrays.stream(pairing).filter(column -> column >= 0)).doesNotHaveDuplicates();
    assertThat(total(weights, columns, pairing))
        .isCloseTo(bestOfAll(weights, rows, columns, 0, 0), within(1e-12));
  }

  @Test
  void theGreedyChoiceIsNotTheBest() {
    double[] weights = {0.9, 0.8, 0.8, 0.1};

    assertThat(assignment.maximise(weights, 2, 2)).startsWith(1, 0);
  }

  @Test
  void aWeightOfZeroOrLessPairsNothing() {
    double[] weights = {0, -0.5, 0.1, 0};

    assertThat(assignment.maximise(weights, 2, 2)).startsWith(-1, 0);
  }

  @Test
  void aSmallCallAfterABigOneSeesNothingOfIt() {
    double[] big = new SplittableRandom(1).doubles(400).toArray();
    assignment.maximise(big, 20, 20);

    assertThat(assignment.maximise(new double[] {0.2, 0.3}, 1, 2)).startsWith(1);
  }

  private static double total(double[] weights, int columns, int[] pairing) {
    double total = 0;
    for (int row = 0; row < pairing.length; row++) {
      if (pairing[row] >= 0) {
        assertThat(weights[row * columns + pairing[row]]).isPositive();
        total += weights[row * columns + pairing[row]];
      }
    }
    return total;
  }

  private static double bestOfAll(double[] weights, int rows, int columns, int row, int used) {
    if (row == rows) {
      return 0;
    }
    double best = bestOfAll(weights, rows, columns, row + 1, used);
    for (int column = 0; column < columns; column++) {
      if ((used & 1 << column) == 0) {
        double rest = bestOfAll(weights, rows, columns, row + 1, used | 1 << column);
        best = Math.max(best, weights[row * columns + column] + rest);
      }
    }
    return best;
  }
}
