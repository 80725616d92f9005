package dev.sitewarden.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyMaskTest {
  private static final Polygon CORNER =
      new Polygon(List.of(new Point(0.5, 0), new Point(1, 0), new Point(1, 1)));

  @ParameterizedTest
  @CsvSource({"64,48", "63,47", "5,3"})
  void everyPixelInsideIsPaintedInAllPlanes(int width, int height) {
    ByteBuffer picture = white(width, height);

    PrivacyMask.paint(picture, width, height, List.of(CORNER));

    int chromaWidth = (width + 1) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (CORNER.contains(new Point((x + 0.5) / width, (y + 0.5) / height))) {
          int chroma = width * height + (y / 2) * chromaWidth + x / 2;
          assertThat(picture.get(y * width + x)).as("luma at %d,%d", x, y).isEqualTo((byte) 96);
          assertThat(picture.get(chroma)).as("chroma at %d,%d", x, y).isEqualTo((byte) 128);
        }
      }
    }
  }

  @Test
  void whatLiesElsewhereIsNotTouched() {
    ByteBuffer picture = white(64, 48);

    PrivacyMask.paint(picture, 64, 48, List.of(CORNER));

    for (int x = 0; x < 28; x++) {
      assertThat(picture.get(40 * 64 + x)).as("luma at %d,40", x).isEqualTo((byte) 255);
    }
  }

  private static ByteBuffer white(int width, int height) {
    int bytes = width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2);
    var picture = ByteBuffer.allocateDirect(bytes);
    while (picture.hasRemaining()) {
      picture.put((byte) 255);
    }
    return picture;
  }
}
