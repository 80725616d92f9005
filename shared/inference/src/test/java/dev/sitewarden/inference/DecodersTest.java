package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoders on an input of 64x32 px with two labels. */
class DecodersTest {
  private static final float[] THRESHOLDS = {0.5f, 0.2f};
  private static final float LN2 = (float) Math.log(2);

  private final YoloxDecoder yolox = new YoloxDecoder(64, 32, 2);
  private final CentreNetDecoder centreNet = new CentreNetDecoder(64, 32, 2);
  private final IntegralDecoder nanoDet = IntegralDecoder.nanoDet(64, 32, 2);

  @Test
  void shapesFollowFromSizeAndLabels() {
    assertThat(yolox.outputShapes()).containsExactly(new long[] {1, 8 * 4 + 4 * 2 + 2, 7});
    assertThat(centreNet.outputShapes()).containsExactly(new long[] {1, 6, 4, 8});
  }

  @ParameterizedTest(name = "cell {0}: {6}")
  @CsvSource({
    // cell, offsets in it, then the box's centre and width; ln(2) cells wide and high
    "0, 0.5, 0.5, 4, 4, 16, first of stride 8",
    "10, 0.25, 0, 18, 8, 16, second row of stride 8",
    "32, 0.5, 0.5, 8, 8, 32, first of stride 16",
    "37, 0, 0, 16, 16, 32, second row of stride 16",
    "41, 0.5, 0.5, 48, 16, 64, last of stride 32"
  })
  void yoloxFindsTheBoxOfACell(
      int cell, float dx, float dy, float cx, float cy, float side, String name) {
    FloatBuffer output = FloatBuffer.allocate(42 * 7);
    output.put(cell * 7, new float[] {dx, dy, LN2, LN2, 0.8f, 0.1f, 0.9f});

    Candidates found = decoded(yolox, output);

    assertThat(found.kept()).isEqualTo(1);
    assertThat(found.label(0)).isEqualTo(1);
    assertThat(found.score(0)).isCloseTo(0.72f, within(1e-6f));
    assertThat(found.left(0)).isCloseTo(cx - side / 2, within(1e-4f));
    assertThat(found.right(0)).isCloseTo(cx + side / 2, within(1e-4f));
    assertThat(found.top(0)).isCloseTo(cy - side / 2, within(1e-4f));
    assertThat(found.bottom(0)).isCloseTo(cy + side / 2, within(1e-4f));
  }

  @ParameterizedTest(name = "something {0}, labels {1} and {2}: {3} boxes")
  @CsvSource({"1, 0.5, 0, 1", "1, 0.49, 0, 0", "1, 0, 0.2, 1", "0.5, 0, 0.39, 0", "0.19, 1, 1, 0"})
  void yoloxAsksEachLabelsOwnThreshold(float something, float first, float second, int boxes) {
    FloatBuffer output = FloatBuffer.allocate(42 * 7);
    output.put(7, new float[] {0, 0, 0, 0, something, first, second});

    assertThat(decoded(yolox, output).kept()).isEqualTo(boxes);
  }

  @Test
  void yoloxNeedsWholeCells() {
    assertThatThrownBy(() -> new YoloxDecoder(400, 416, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 32 px, got 400x416");
  }

  @Test
  void centreNetFindsTheBoxOfACell() {
    FloatBuffer output = FloatBuffer.allocate(6 * 32);
    int cell = 2 * 8 + 5;
    output.put(32 + cell, 0.7f);
    output.put(2 * 32 + cell, 0.5f);
    output.put(3 * 32 + cell, 0.25f);
    output.put(4 * 32 + cell, LN2);
    output.put(5 * 32 + cell, 2 * LN2);

    Candidates found = decoded(centreNet, output);

    assertThat(found.kept()).isEqualTo(1);
    assertThat(found.label(0)).isEqualTo(1);
    assertThat(found.score(0)).isEqualTo(0.7f);
    assertThat(found.left(0)).isCloseTo(44 - 8, within(1e-4f));
    assertThat(found.right(0)).isCloseTo(44 + 8, within(1e-4f));
    assertThat(found.top(0)).isCloseTo(18 - 16, within(1e-4f));
    assertThat(found.bottom(0)).isCloseTo(18 + 16, within(1e-4f));
  }

  @Test
  void centreNetTakesTheLargestOfNineCellsAndTheFirstOfEqualOnes() {
    FloatBuffer output = FloatBuffer.allocate(6 * 32);
    Arrays.fill(output.array(), 4 * 32, 6 * 32, -3); // boxes too small to overlap
    output.put(0, 0.6f); // corner
    output.put(1, 0.7f); // its neighbour is higher
    output.put(8, 0.7f); // as high as the one before, diagonal to it
    output.put(4, 0.9f); // apart
    output.put(31, 0.4f); // below the threshold

    Candidates found = decoded(centreNet, output);

    assertThat(found.kept()).isEqualTo(2);
    assertThat(found.score(0)).isEqualTo(0.9f);
    assertThat(found.score(1)).isEqualTo(0.7f);
    assertThat(found.top(1)).isLessThan(8);
  }

  @Test
  void centreNetGivesOnePlaceToOneLabel() {
    FloatBuffer output = FloatBuffer.allocate(6 * 32);
    output.put(9, 0.6f);
    output.put(32 + 9, 0.8f);

    Candidates found = decoded(centreNet, output);

    assertThat(found.kept()).isEqualTo(1);
    assertThat(found.label(0)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} at index {1} of output {2}")
  @CsvSource({
    "yolox, 4, 0", // something is here
    "centernet, 0, 0", // score
    "nanodet, 0, 0", // first label, first grid
    "nanodet, 3, 2" // last label, last grid
  })
  void aScoreThatIsNoNumberIsNoticed(String decoder, int index, int output) {
    BoxDecoder reads =
        switch (decoder) {
          case "yolox" -> yolox;
          case "centernet" -> centreNet;
          default -> nanoDet;
        };
    List<FloatBuffer> outputs = outputs(reads);
    outputs.get(output).put(index, Float.NaN);
    var candidates = new Candidates(reads.maxBoxes());

    reads.decode(outputs, THRESHOLDS, candidates);

    assertThat(candidates.areBroken()).isTrue();
  }

  @Test
  void integralShapesFollowFromSizeAndLabels() {
    assertThat(nanoDet.outputShapes())
        .containsExactly(
            new long[] {1, 32, 2},
            new long[] {1, 8, 2},
            new long[] {1, 2, 2},
            new long[] {1, 32, 32},
            new long[] {1, 8, 32},
            new long[] {1, 2, 32});
  }

  @Test
  void theLastCellOfAStrideMayHangOverTheEdge() {
    IntegralDecoder picoDet = IntegralDecoder.picoDet(416, 320, 80);

    assertThat(picoDet.outputShapes())
        .hasSize(8)
        .contains(new long[] {1, 13 * 10, 80}, new long[] {1, 7 * 5, 80});
    assertThat(picoDet.maxBoxes()).isEqualTo(52 * 40 + 26 * 20 + 13 * 10 + 7 * 5);
  }

  @ParameterizedTest(name = "grid {0}, cell {1}: {4}")
  @CsvSource({
    // grid, cell, then the cell's centre
    "0, 0, 4, 4, first of stride 8",
    "0, 10, 20, 12, second row of stride 8",
    "1, 0, 8, 8, first of stride 16",
    "1, 7, 56, 24, last of stride 16",
    "2, 1, 48, 16, last of stride 32"
  })
  void nanoDetFindsTheBoxOfACell(int grid, int cell, float cx, float cy, String name) {
    List<FloatBuffer> outputs = outputs(nanoDet);
    int stride = 8 << grid;
    outputs.get(grid).put(cell * 2 + 1, 0.7f);
    for (int side = 0; side < 4; side++) {
      outputs.get(3 + grid).put(cell * 32 + side * 8 + side, 1000); // sure: left 0 .. bottom 3
    }

    Candidates found = decoded(nanoDet, outputs);

    assertThat(found.kept()).isEqualTo(1);
    assertThat(found.label(0)).isEqualTo(1);
    assertThat(found.score(0)).isEqualTo(0.7f);
    assertThat(found.left(0)).isEqualTo(cx);
    assertThat(found.top(0)).isEqualTo(cy - stride);
    assertThat(found.right(0)).isEqualTo(cx + 2 * stride);
    assertThat(found.bottom(0)).isEqualTo(cy + 3 * stride);
  }

  @Test
  void aDistanceIsTheMeanOfWhatTheModelWeighs() {
    List<FloatBuffer> outputs = outputs(nanoDet);
    outputs.get(0).put(0, 0.6f);
    // Right: 1 and 2 alike, all else out of the question; the other sides: 0..7 alike.
    outputs.get(3).put(16, new float[] {-1000, 5, 5, -1000, -1000, -1000, -1000, -1000});

    Candidates found = decoded(nanoDet, outputs);

    assertThat(found.right(0)).isCloseTo(4 + 1.5f * 8, within(1e-4f));
    assertThat(found.left(0)).isCloseTo(4 - 3.5f * 8, within(1e-4f));
  }

  @ParameterizedTest(name = "scores {0} and {1}: {2} boxes")
  @CsvSource({"0.5, 0, 1", "0.49, 0.1, 0", "0, 0.2, 1", "0.4, 0.39, 0", "0.4, 0.45, 1"})
  void nanoDetAsksTheThresholdOfTheBestLabel(float first, float second, int boxes) {
    List<FloatBuffer> outputs = outputs(nanoDet);
    outputs.get(0).put(4, new float[] {first, second});

    assertThat(decoded(nanoDet, outputs).kept()).isEqualTo(boxes);
  }

  private static List<FloatBuffer> outputs(BoxDecoder decoder) {
    return decoder.outputShapes().stream()
        .map(shape -> FloatBuffer.allocate((int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)))
        .toList();
  }

  private static Candidates decoded(BoxDecoder decoder, FloatBuffer output) {
    return decoded(decoder, List.of(output));
  }

  private static Candidates decoded(BoxDecoder decoder, List<FloatBuffer> outputs) {
    var candidates = new Candidates(decoder.maxBoxes());
    decoder.decode(outputs, THRESHOLDS, candidates);
    candidates.suppress(0.45, decoder.suppressesPerLabel());
    return candidates;
  }
}
