package dev.sitewarden.training.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.Letterbox;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  @Test
  void scaleOneCopies() {
    var picture = ramp(16, 8);
    var canvas = new Canvas(16);

    Resampler.draw(picture, new Span(0, 1, 0, 16), new Span(0, 1, 0, 8), false, canvas);

    assertThat(canvas.planes()[5]).isEqualTo(picture.planes()[5]);
    assertThat(canvas.planes()[7 * 16 + 15]).isEqualTo(picture.planes()[7 * 16 + 15]);
    assertThat(canvas.planes()[8 * 16]).isEqualTo((byte) Letterbox.PADDING);
  }

  @Test
  void mirroredDrawReversesColumns() {
    var picture = ramp(16, 8);
    var canvas = new Canvas(16);

    Resampler.draw(picture, new Span(0, 1, 0, 16), new Span(0, 1, 0, 8), true, canvas);

    assertThat(canvas.planes()[0]).isEqualTo(picture.planes()[15]);
    assertThat(canvas.planes()[15]).isEqualTo(picture.planes()[0]);
  }

  @Test
  void shrinkingAveragesInsteadOfSkipping() {
    var picture = stripes(32, 32); // columns 0, 200, 0, 200, ...
    var canvas = new Canvas(16);

    Resampler.draw(picture, new Span(0, 0.5, 0, 16), new Span(0, 0.5, 0, 16), false, canvas);

    assertThat(canvas.planes()[8 * 16 + 8] & 255).isCloseTo(100, within(2));
  }

  @Test
  void windowStartsWhereItSays() {
    var picture = ramp(16, 8);
    var canvas = new Canvas(16);

    Resampler.draw(picture, new Span(4, 1, 2, 8), new Span(3, 1, 1, 4), false, canvas);

    assertThat(canvas.planes()[16 + 2]).isEqualTo(picture.planes()[3 * 16 + 4]);
    assertThat(canvas.planes()[16 + 1]).isEqualTo((byte) Letterbox.PADDING);
  }

  private static Picture ramp(int width, int height) {
    byte[] planes = new byte[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) (i % width * 10 + i / width);
    }
    return new Picture(width, height, planes);
  }

  private static Picture stripes(int width, int height) {
    byte[] planes = new byte[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) (i % 2 * 200);
    }
    return new Picture(width, height, planes);
  }
}
