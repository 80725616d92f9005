package dev.sitewarden.domain.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundingBoxTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no width        | 0.5  | 0   | 0.5 | 1   | box x-range must be inside 0..1 and not empty, got 0.5..0.5",
        "right of left   | 0.6  | 0   | 0.5 | 1   | box x-range must be inside 0..1 and not empty, got 0.6..0.5",
        "no height       | 0    | 0.5 | 1   | 0.5 | box y-range must be inside 0..1 and not empty, got 0.5..0.5",
        "out at the left | -0.1 | 0   | 1   | 1   | box x-range must be inside 0..1 and not empty, got -0.1..1.0",
        "out below       | 0    | 0   | 1   | 1.1 | box y-range must be inside 0..1 and not empty, got 0.0..1.1",
        "not a number    | NaN  | 0   | 1   | 1   | box x-range must be inside 0..1 and not empty, got NaN..1.0"
      })
  void whatIsNoBoxIsRefused(
      String name, double left, double top, double right, double bottom, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoundingBox(left, top, right, bottom))
        .withMessage(complaint);
  }

  @ParameterizedTest(name = "{0}: {5}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the same         | 0.2 | 0.2 | 0.4 | 0.4 | 1",
        "apart            | 0.6 | 0.6 | 0.8 | 0.8 | 0",
        "edge to edge     | 0.4 | 0.2 | 0.6 | 0.4 | 0",
        "half beside      | 0.3 | 0.2 | 0.5 | 0.4 | 0.3333333333",
        "a quarter inside | 0.2 | 0.2 | 0.3 | 0.3 | 0.25",
        "corner to corner | 0.3 | 0.3 | 0.5 | 0.5 | 0.1428571429"
      })
  void iouIsTheShareOfTheUnion(
      String name, double left, double top, double right, double bottom, double iou) {
    BoundingBox box = new BoundingBox(0.2, 0.2, 0.4, 0.4);
    BoundingBox other = new BoundingBox(left, top, right, bottom);

    assertThat(box.iou(other)).isCloseTo(iou, within(1e-9));
    assertThat(other.iou(box)).isCloseTo(iou, within(1e-9));
  }

  @Test
  void feetAreAtTheBottomAndTheCentreIsInTheMiddle() {
    BoundingBox box = new BoundingBox(0.25, 0.5, 0.75, 1);

    assertThat(box.bottomCentre()).isEqualTo(new Point(0.5, 1));
    assertThat(box.centre()).isEqualTo(new Point(0.5, 0.75));
    assertThat(box.area()).isEqualTo(0.25);
  }
}
