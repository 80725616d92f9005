package dev.sitewarden.domain.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {
  private static final Segment LEVEL = new Segment(new Point(0.2, 0.5), new Point(0.8, 0.5));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "below a line from left to right is its right hand, 0.5, 0.7, 0.2",
    "above it is its left hand, 0.5, 0.4, -0.1",
    "beyond its end counts like beside it, 0.95, 0.7, 0.2",
    "on it is neither, 0.4, 0.5, 0"
  })
  void sideIsTheDistanceWithASign(String name, double x, double y, double expected) {
    assertThat(LEVEL.side(new Point(x, y))).isCloseTo(expected, within(1e-12));
  }

  @Test
  void aLineDrawnTheOtherWayHasOtherHands() {
    Segment back = new Segment(LEVEL.to(), LEVEL.from());

    assertThat(back.side(new Point(0.5, 0.7))).isCloseTo(-0.2, within(1e-12));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "through the middle, 0.5, 0.4, 0.5, 0.6, true",
    "slanting through, 0.1, 0.4, 0.4, 0.6, true",
    "past its end, 0.9, 0.4, 0.9, 0.6, false",
    "slanting past its end, 0.7, 0.4, 1.0, 0.6, false",
    "from the line itself, 0.5, 0.5, 0.5, 0.6, true"
  })
  void aWayLeadsBetweenTheEndsOrPastThem(
      String name, double x1, double y1, double x2, double y2, boolean expected) {
    assertThat(LEVEL.isCrossedBy(new Point(x1, y1), new Point(x2, y2))).isEqualTo(expected);
  }

  @Test
  void aPointIsNoLine() {
    Point place = new Point(0.5, 0.5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(place, place))
        .withMessageContaining("at least 0.01 of the frame long");
  }
}
