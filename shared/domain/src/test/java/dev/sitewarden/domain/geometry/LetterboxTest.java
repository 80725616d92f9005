package dev.sitewarden.domain.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {
  @ParameterizedTest(name = "{0}x{1} into {2}x{3}: {4}x{5}")
  @CsvSource({
    "640, 360, 416, 416, 416, 234",
    "360, 640, 416, 416, 234, 416",
    "480, 360, 416, 416, 416, 312",
    "320, 320, 320, 320, 320, 320",
    "100, 50, 400, 400, 400, 200",
    "1000, 1, 320, 320, 320, 1",
    "333, 500, 320, 320, 213, 320"
  })
  void theContentKeepsItsAspect(int w, int h, int inputW, int inputH, int contentW, int contentH) {
    var letterbox = new Letterbox(w, h, inputW, inputH);

    assertThat(letterbox.contentWidthPx()).isEqualTo(contentW);
    assertThat(letterbox.contentHeightPx()).isEqualTo(contentH);
  }

  @Test
  void boxesComeBackAsFractionsOfThePicture() {
    var letterbox = new Letterbox(640, 360, 416, 416);

    assertThat(letterbox.toFractions(104, 58.5, 208, 117))
        .contains(new BoundingBox(0.25, 0.25, 0.5, 0.5));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "reaches out of the picture | -50 | -50 | 208 | 300 | true",
        "lies in the padding        | 100 | 240 | 200 | 300 | false",
        "has no width               | 100 | 100 | 100 | 200 | false",
        "is turned inside out       | 200 | 100 | 100 | 200 | false",
        "is not a number            | NaN | 100 | 200 | 200 | false",
        "has no end                 | 0 | 0 | Infinity | 200 | true"
      })
  void whatLiesInThePictureRemains(
      String name, double left, double top, double right, double bottom, boolean remains) {
    var letterbox = new Letterbox(640, 360, 416, 416);

    assertThat(letterbox.toFractions(left, top, right, bottom).isPresent()).isEqualTo(remains);
  }

  @Test
  void aSizeOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Letterbox(640, 0, 416, 416))
        .withMessage("letterbox sizes must be at least 1 px, got 640x0 into 416x416");
  }
}
