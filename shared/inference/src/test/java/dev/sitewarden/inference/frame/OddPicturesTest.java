package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiny, huge and lying pictures and videos. */
class OddPicturesTest {
  private static final InputSize INPUT = new InputSize(64, 32);
  private static final int WIDTH_8K = 7680;
  private static final int HEIGHT_8K = 4320;
  private static final long BYTES_8K = WIDTH_8K * HEIGHT_8K * 3L / 2;

  private final Path folder;

  OddPicturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}x{1} px")
  @CsvSource({"1,1", "2,1", "1,2", "3,5", "33,17", "1,500", "500,1", "641,479"})
  void aPictureOfAnySizeFillsItsPartOfTheInput(int width, int height) throws IOException {
    Path file = Files.write(folder.resolve("a.jpg"), MotionJpeg.jpeg(width, height));

    try (var images = ImageFolder.of(List.of(file), Pictures.CAMERA, INPUT, Instant.EPOCH);
        Frame frame = images.next().orElseThrow()) {
      assertWhole(frame, new Letterbox(width, height, 64, 32));
    }
  }

  @Test
  void aVideoWhoseHeaderLiesIsReadAsItIs() throws IOException {
    List<Letterbox> sizes =
        List.of(
            new Letterbox(64, 48, 64, 32),
            new Letterbox(128, 96, 64, 32),
            new Letterbox(63, 47, 64, 32),
            new Letterbox(1, 1, 64, 32),
            new Letterbox(64, 48, 64, 32));
    List<byte[]> pictures =
        sizes.stream()
            .map(size -> MotionJpeg.jpeg(size.sourceWidthPx(), size.sourceHeightPx()))
            .toList();
    Path file = MotionJpeg.avi(folder.resolve("lies.avi"), pictures, 32, 24, 0);

    List<Instant> times = new ArrayList<>();
    try (var video = VideoFile.open(file.toString(), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      assertThat(video.framesPerSecond()).isEqualTo(25); // the header says 0
      for (Letterbox size : sizes) {
        try (Frame frame = video.next().orElseThrow()) {
          assertWhole(frame, size);
          times.add(frame.capturedAt());
        }
      }
      assertThat(video.next()).isEmpty();
    }
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPictureThatIsDamagedOnTheWayIsLeftOut() throws IOException {
    byte[] jpeg = MotionJpeg.jpeg(64, 48);
    byte[] huge = claiming(jpeg, 20_000, 20_000);
    Path file = MotionJpeg.avi(folder.resolve("huge.avi"), List.of(jpeg, huge, jpeg), 64, 48, 10);

    try (var video = VideoFile.open(file.toString(), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      for (int i = 0; i < 2; i++) {
        try (Frame frame = video.next().orElseThrow()) {
          assertWhole(frame, new Letterbox(64, 48, 64, 32));
        }
      }
    }
  }

  @Test
  void aPictureThatClaimsToBeHugeIsRefusedBeforeItTakesMemory() throws IOException {
    byte[] jpeg = claiming(MotionJpeg.jpeg(64, 48), 20_000, 20_000);
    Path file = Files.write(folder.resolve("huge.jpg"), jpeg);

    try (var images = ImageFolder.of(List.of(file), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      assertThatThrownBy(images::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("%s is no readable".formatted(file))
          .hasMessageContaining("at most 67 million pixels");
    }
  }

  @Test
  void an8KCameraTakesTheMemoryOfTheFramesThatAreOpen() throws IOException {
    byte[] jpeg = MotionJpeg.jpeg(WIDTH_8K, HEIGHT_8K);
    Path still = Files.write(folder.resolve("8k.jpg"), jpeg);
    Path clip =
        MotionJpeg.avi(
            folder.resolve("8k.avi"), Collections.nCopies(5, jpeg), WIDTH_8K, HEIGHT_8K, 5);

    long before = directBytes();
    try (var images =
        ImageFolder.of(Collections.nCopies(5, still), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      assertThat(readAll(images)).isEqualTo(5);
    }
    try (var video = VideoFile.open(clip.toString(), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      assertThat(readAll(video)).isEqualTo(5);
    }

    // One frame was open at a time, so each source holds one picture, not its pool of four.
    assertThat(directBytes() - before).isLessThan(2 * BYTES_8K + (4 << 20));
  }

  private static int readAll(FrameSource source) {
    int frames = 0;
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      try (Frame frame = next.get()) {
        assertWhole(frame, new Letterbox(WIDTH_8K, HEIGHT_8K, 64, 32));
        frames++;
      }
    }
    return frames;
  }

  /** Grey to the edge of the content, padding behind it. */
  private static void assertWhole(Frame frame, Letterbox size) {
    assertThat(frame.letterbox()).isEqualTo(size);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        boolean inside = x < size.contentWidthPx() && y < size.contentHeightPx();
        assertThat(frame.input().get(y * 64 + x) & 0xFF)
            .as("pixel %d, %d of %s", x, y, size)
            .isCloseTo(inside ? 200 : Letterbox.PADDING, within(3));
      }
    }
  }

  /** The same JPEG with other numbers in its header. */
  private static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] lying = jpeg.clone();
    int at = 0;
    while ((lying[at] & 0xFF) != 0xFF || (lying[at + 1] & 0xFF) != 0xC0) { // start of frame
      at++;
    }
    lying[at + 5] = (byte) (height >> 8);
    lying[at + 6] = (byte) height;
    lying[at + 7] = (byte) (width >> 8);
    lying[at + 8] = (byte) width;
    return lying;
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
