package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanarPictureTest {
  private static final int SIDE = 64;
  private static final int LUMA = SIDE * SIDE;

  private final ByteBuffer bytes = noise();
  private final ByteBuffer before = noise();
  private final PlanarPicture picture = PlanarPicture.of(bytes, SIDE, SIDE);

  @Test
  void nineColoursAreLeftOfABox() {
    picture.pixelate(new BoundingBox(0.25, 0.25, 0.75, 0.75), List.of());

    assertThat(values(bytes, 16, 16, 48, 48)).hasSizeLessThanOrEqualTo(9);
    assertThat(values(before, 16, 16, 48, 48)).hasSizeGreaterThan(100);
  }

  @Test
  void nothingOutsideTheBoxChanges() {
    picture.pixelate(new BoundingBox(0.25, 0.25, 0.75, 0.75), List.of());

    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean isInside = x >= 16 && x < 48 && y >= 16 && y < 48;
        if (!isInside) {
          assertThat(bytes.get(y * SIDE + x)).isEqualTo(before.get(y * SIDE + x));
        }
      }
    }
  }

  @Test
  void colourGoesWithBrightness() {
    picture.pixelate();

    Set<Byte> blue = new HashSet<>();
    for (int i = 0; i < LUMA / 4; i++) {
      blue.add(bytes.get(LUMA + i));
    }
    assertThat(blue).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void whatIsToStayClearStaysClear() {
    BoundingBox subject = new BoundingBox(0.5, 0.5, 0.75, 0.75);

    picture.pixelate(new BoundingBox(0.25, 0.25, 0.75, 0.75), List.of(subject));

    for (int y = 32; y < 48; y++) {
      for (int x = 32; x < 48; x++) {
        assertThat(bytes.get(y * SIDE + x)).isEqualTo(before.get(y * SIDE + x));
      }
    }
    assertThat(values(bytes, 16, 16, 32, 32)).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void boxSmallerThanAPixelHidesThePixel() {
    picture.pixelate(new BoundingBox(0.501, 0.501, 0.502, 0.502), List.of());

    assertThat(bytes).isEqualTo(before); // the mean of one pixel is that pixel
  }

  @Test
  void coveredAreaIsBlack() {
    picture.cover(
        new Polygon(
            List.of(new Point(0, 0), new Point(1, 0), new Point(1, 0.5), new Point(0, 0.5))));

    assertThat(values(bytes, 0, 0, SIDE, 32)).containsExactly((byte) 16);
    assertThat(bytes.get(LUMA)).isEqualTo((byte) 128);
    assertThat(bytes.get(32 * SIDE)).isEqualTo(before.get(32 * SIDE));
  }

  private static Set<Byte> values(ByteBuffer of, int left, int top, int right, int bottom) {
    Set<Byte> values = new HashSet<>();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        values.add(of.get(y * SIDE + x));
      }
    }
    return values;
  }

  private static ByteBuffer noise() {
    ByteBuffer noise = ByteBuffer.allocateDirect(LUMA * 3 / 2);
    for (int i = 0; i < noise.capacity(); i++) {
      noise.put(i, (byte) ((i * 2654435761L) >> 11));
    }
    return noise;
  }
}
