package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T08:00:00Z");

  @Test
  void aFolderIsACameraThatTakesPicturesAndABrokenOneIsLeftOut(@TempDir Path folder)
      throws IOException {
    Path picture =
        Path.of(
            System.getProperty("sitewarden.root"),
            "shared/inference/src/test/resources/dev/sitewarden/inference/frame/quadrants.jpg");
    Files.copy(picture, folder.resolve("1.jpg"));
    Files.writeString(folder.resolve("2.jpg"), "no picture");
    Files.copy(picture, folder.resolve("3.jpg"));
    CameraSource source = CameraSource.of(folder.toString());
    var twiceASecond =
        new CameraSource(source.text(), source.options().withFramesPerSecond(OptionalDouble.of(2)));
    List<Instant> times = new ArrayList<>();

    try (FrameSource pictures =
        twiceASecond.open(
            new CameraId("gate"),
            InputSizes.of(new InputSize(32, 32)),
            Epoch.at(BEGIN),
            new PacketRing(10))) {
      for (var next = pictures.next(); next.isPresent(); next = pictures.next()) {
        try (Frame frame = next.get()) {
          times.add(frame.capturedAt());
        }
      }
    }

    assertThat(times).containsExactly(BEGIN, BEGIN.plusSeconds(1));
  }
}
