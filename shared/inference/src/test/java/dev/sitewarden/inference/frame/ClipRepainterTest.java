package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipRepainterTest {
  private static final BoundingBox MIDDLE = new BoundingBox(0.25, 0.25, 0.75, 0.75);

  private final Path folder;

  ClipRepainterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyPictureIsPaintedAndKeepsItsTime() {
    Path file = folder.resolve("clip.mp4");

    boolean made = repaint(Pictures.worksite(), file, 0);

    assertThat(made).isTrue();
    try (var video = open(file)) {
      int frames = 0;
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.capturedAt()).isEqualTo(Instant.EPOCH.plusMillis(100L * frames));
          assertThat(brightness(frame.picture())).hasSizeLessThan(60);
          frames++;
        }
      }
      assertThat(frames).isEqualTo(250);
    }
  }

  @Test
  void equalInputMakesEqualBytes() throws Exception {
    Path one = folder.resolve("one.mp4");
    Path two = folder.resolve("two.mp4");

    repaint(Pictures.worksite(), one, 0);
    repaint(Pictures.worksite(), two, 0);

    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void picturesThatAreLeftOutMoveTheStart() {
    Path file = folder.resolve("clip.mp4");

    repaint(Pictures.worksite(), file, 20_000_000);

    try (var video = open(file)) {
      try (Frame first = video.next().orElseThrow()) {
        assertThat(first.capturedAt()).isEqualTo(Instant.EPOCH);
      }
      int frames = 1;
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        next.get().close();
        frames++;
      }
      assertThat(frames).isEqualTo(50);
    }
  }

  @Test
  void clipWithoutAPictureMakesNoFile() {
    Path file = folder.resolve("clip.mp4");

    assertThat(repaint(Pictures.worksite(), file, Long.MAX_VALUE)).isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  void picturesOfOddSizeAreEncodedToo() throws Exception {
    Path motionJpeg = folder.resolve("odd.mjpeg");
    var picture = ByteBuffer.allocateDirect(65 * 49 + 2 * 33 * 25);
    try (var jpeg = new JpegWriter(65, 49);
        var out = Files.newOutputStream(motionJpeg)) {
      for (int i = 0; i < 5; i++) {
        out.write(jpeg.encode(picture));
      }
    }
    Path file = folder.resolve("clip.mp4");

    assertThat(repaint(motionJpeg, file, 0)).isTrue();

    assertThat(file).isNotEmptyFile();
  }

  private static boolean repaint(Path from, Path to, long fromUs) {
    try (var source = new ClipReader(from);
        var painter =
            new ClipRepainter(
                to,
                source.stream(),
                10,
                (picture, ptsUs) -> {
                  picture.pixelate(MIDDLE, List.of());
                  return ptsUs >= fromUs;
                })) {
      while (source.next()) {
        painter.write(source.data(), source.ptsUs(), source.dtsUs(), source.isKeyFrame());
      }
      return painter.finish();
    }
  }

  private static VideoFile open(Path file) {
    return VideoFile.open(file.toString(), Pictures.CAMERA, new InputSize(64, 64), Instant.EPOCH);
  }

  /** The different values in the middle, away from the edges where the codec blends. */
  private static Set<Byte> brightness(ByteBuffer picture) {
    Set<Byte> values = new HashSet<>();
    for (int y = 120; y < 310; y += 3) {
      for (int x = 200; x < 560; x += 3) {
        values.add(picture.get(y * 768 + x));
      }
    }
    return values;
  }
}
