package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureShrinkerTest {
  private static final int BLUE = 90;
  private static final int RED = 170;

  @ParameterizedTest(name = "{0}x{1} to {2}x{3}")
  @CsvSource({
    "1920, 1080, 192, 108",
    "1080, 1920, 192, 341",
    "333, 77, 192, 44",
    "97, 55, 97, 55",
    "640, 1, 192, 1"
  })
  void aRampStaysARampAndColoursStayInTheirPlanes(
      int width, int height, int toWidth, int toHeight) {
    ByteBuffer small;
    try (var shrinker = new PictureShrinker(toWidth, toHeight)) {
      small = shrinker.shrink(ramp(width, height), width, height);
    }

    int luma = toWidth * toHeight;
    int chroma = (toWidth + 1) / 2 * ((toHeight + 1) / 2);
    assertThat(small.remaining()).isEqualTo(luma + 2 * chroma);
    for (int i = 0; i < luma; i++) {
      assertThat(small.get(i) & 0xff).isCloseTo(255 * (i % toWidth) / (toWidth - 1), within(5));
    }
    for (int i = 0; i < chroma; i++) {
      assertThat(small.get(luma + i) & 0xff).isCloseTo(BLUE, within(2));
      assertThat(small.get(luma + chroma + i) & 0xff).isCloseTo(RED, within(2));
    }
  }

  /** Black at the left, white at the right. */
  private static ByteBuffer ramp(int width, int height) {
    int luma = width * height;
    int chroma = (width + 1) / 2 * ((height + 1) / 2);
    ByteBuffer picture = ByteBuffer.allocateDirect(luma + 2 * chroma);
    for (int i = 0; i < luma; i++) {
      picture.put((byte) (255 * (i % width) / (width - 1)));
    }
    for (int i = 0; i < 2 * chroma; i++) {
      picture.put((byte) (i < chroma ? BLUE : RED));
    }
    return picture.clear();
  }
}
