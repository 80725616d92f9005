package dev.sitewarden.domain.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolygonTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "middle of a square        | 0.2 0.2  0.8 0.2  0.8 0.8  0.2 0.8                   | 0.5 0.5 | true",
        "beside a square           | 0.2 0.2  0.8 0.2  0.8 0.8  0.2 0.8                   | 0.9 0.5 | false",
        "level with a corner, left | 0.5 0.2  0.8 0.5  0.5 0.8  0.2 0.5                   | 0.1 0.5 | false",
        "level with a corner, in   | 0.5 0.2  0.8 0.5  0.5 0.8  0.2 0.5                   | 0.5 0.5 | true",
        "in the bay of a U         | 0.1 0.1  0.3 0.1  0.3 0.7  0.7 0.7  0.7 0.1  0.9 0.1  0.9 0.9  0.1 0.9 | 0.5 0.3 | false",
        "in the arm of a U         | 0.1 0.1  0.3 0.1  0.3 0.7  0.7 0.7  0.7 0.1  0.9 0.1  0.9 0.9  0.1 0.9 | 0.2 0.3 | true",
        "anticlockwise outline     | 0.2 0.8  0.8 0.8  0.8 0.2  0.2 0.2                   | 0.5 0.5 | true",
        "the whole frame           | 0 0  1 0  1 1  0 1                                   | 0.99 0.01 | true"
      })
  void containsWhatLiesInsideItsOutline(String name, String outline, String at, boolean inside) {
    assertThat(new Polygon(points(outline)).contains(points(at).getFirst())).isEqualTo(inside);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "two corners   | 0.1 0.1  0.9 0.9           | polygon needs at least 3 corners, got 2",
        "all on a line | 0.1 0.1  0.5 0.1  0.9 0.1  | polygon encloses no area",
        "one point     | 0.5 0.5  0.5 0.5  0.5 0.5  | polygon encloses no area"
      })
  void whatEnclosesNothingIsRefused(String name, String outline, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Polygon(points(outline)))
        .withMessageStartingWith(complaint);
  }

  @ParameterizedTest(name = "({0}, {1})")
  @CsvSource({"-0.1, 0", "0, 1.1", "NaN, 0", "0, Infinity"})
  void aPointOutsideOfTheFrameIsRefused(double x, double y) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Point(x, y))
        .withMessage("point must be inside 0..1 in both axes, got (%s, %s)", x, y);
  }

  private static List<Point> points(String text) {
    return Pattern.compile(" {2,}")
        .splitAsStream(text.strip())
        .map(pair -> Pattern.compile(" ").splitAsStream(pair).map(Double::valueOf).toList())
        .map(xy -> new Point(xy.get(0), xy.get(1)))
        .toList();
  }
}
