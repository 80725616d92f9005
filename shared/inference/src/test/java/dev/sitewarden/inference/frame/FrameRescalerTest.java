package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRescalerTest {
  private static final Path PICTURE =
      Path.of(System.getProperty("sitewarden.root"), "models/ppe/golden/still_00000.jpg");
  private static final InputSize SMALL = new InputSize(256, 256);

  /** Colour goes through full-range 4:2:0 once more; a wrong plane or offset differs by tens. */
  private static final double MEAN_DIFFERENCE = 2.5;

  @Test
  void aFrameLetterboxedAnewIsTheFrameThatWouldHaveBeenMade() {
    try (ImageFolder wide = open(new InputSize(512, 320));
        ImageFolder small = open(SMALL);
        var rescaler = new FrameRescaler(SMALL);
        Frame frame = wide.next().orElseThrow();
        Frame expected = small.next().orElseThrow()) {

      Frame rescaled = rescaler.rescale(frame);

      Letterbox letterbox = rescaled.letterbox();
      assertThat(letterbox).isEqualTo(expected.letterbox());
      assertThat(rescaled.capturedAt()).isEqualTo(frame.capturedAt());
      assertThat(meanDifference(rescaled.input(), expected.input())).isLessThan(MEAN_DIFFERENCE);
    }
  }

  private static ImageFolder open(InputSize size) {
    return ImageFolder.of(List.of(PICTURE), new CameraId("still"), size, Instant.EPOCH);
  }

  private static double meanDifference(ByteBuffer one, ByteBuffer other) {
    long sum = 0;
    for (int i = 0; i < one.capacity(); i++) {
      sum += Math.abs((one.get(i) & 0xff) - (other.get(i) & 0xff));
    }
    return sum / (double) one.capacity();
  }
}
