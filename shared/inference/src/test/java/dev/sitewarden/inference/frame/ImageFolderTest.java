package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {
  private final Path folder;

  ImageFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}x{1} px")
  @CsvSource({"32,32", "32,20", "20,32", "13,32", "31,9", "1,1"})
  void aPictureThatFitsIsCopiedToTheTopLeftAndTheRestPadded(int width, int height)
      throws IOException {
    int side = Math.max(width, height);
    Path file = Pictures.bmp(folder.resolve("a.bmp"), width, height, Pictures::gradient);

    try (var images = single(file, side);
        Frame frame = images.next().orElseThrow()) {

      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          boolean inside = x < width && y < height;
          int padding = Letterbox.PADDING * 0x010101;
          assertThat(rgb(frame.input(), side, x, y))
              .as("pixel %d, %d", x, y)
              .isEqualTo(inside ? Pictures.gradient(x, y) : padding);
        }
      }
    }
  }

  @Test
  void aFrameHasTheSizesThatAreWantedWhenItIsMade() throws IOException {
    for (String name : List.of("a.bmp", "b.bmp", "c.bmp")) {
      Pictures.bmp(folder.resolve(name), 32, 32, Pictures::gradient);
    }
    var small = new InputSize(16, 16);
    var large = new InputSize(64, 48);
    var wanted = new AtomicReference<>(InputSizes.of(small));
    try (var images =
        ImageFolder.open(folder, new CameraId("gate"), wanted::get, Instant.EPOCH, Duration.ZERO)) {
      try (Frame frame = images.next().orElseThrow()) {
        assertThat(frame.input(16, 16)).isPresent();
        assertThat(frame.input(64, 48)).isEmpty();
      }

      wanted.set(InputSizes.of(large, small));

      for (int i = 0; i < 2; i++) {
        try (Frame frame = images.next().orElseThrow()) {
          assertThat(frame.letterbox().inputWidthPx()).isEqualTo(64);
          assertThat(frame.input(64, 48).orElseThrow().pixels().remaining()).isEqualTo(3 * 64 * 48);
          assertThat(frame.input(16, 16)).isPresent();
        }
      }
    }
  }

  @Test
  void aLargePictureIsShrunkWithItsAspectKept() throws IOException {
    Path file =
        Pictures.bmp(folder.resolve("a.bmp"), 128, 64, (x, y) -> x < 64 ? 0xFF0000 : 0x0000FF);

    try (var images = single(file, 32);
        Frame frame = images.next().orElseThrow()) {

      assertThat(rgb(frame.input(), 32, 7, 8)).isEqualTo(0xFF0000);
      assertThat(rgb(frame.input(), 32, 24, 15)).isEqualTo(0x0000FF);
      assertThat(rgb(frame.input(), 32, 24, 16)).isEqualTo(Letterbox.PADDING * 0x010101);
    }
  }

  @Test
  void aBufferThatHeldATallPictureIsPaddedAgainForAWideOne() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 2 * FrameSource.MAX_OPEN_FRAMES; i++) {
      int width = i % 2 == 0 ? 8 : 32;
      files.add(Pictures.bmp(folder.resolve(i + ".bmp"), width, 40 - width, (x, y) -> 0xFFFFFF));
    }

    try (var images =
        ImageFolder.of(files, Pictures.CAMERA, new InputSize(32, 32), Instant.EPOCH)) {
      for (int i = 0; i < files.size(); i++) {
        try (Frame frame = images.next().orElseThrow()) {
          int x = i % 2 == 0 ? 8 : 31;
          int y = i % 2 == 0 ? 31 : 8;
          assertThat(rgb(frame.input(), 32, x, y)).isEqualTo(Letterbox.PADDING * 0x010101);
        }
      }
    }
  }

  @Test
  void aJpegKeepsItsColoursInBothPictures() throws IOException {
    try (var images = single(Pictures.quadrants(folder), 64);
        Frame frame = images.next().orElseThrow()) {

      assertColour(rgb(frame.input(), 64, 16, 12), 255, 0, 0);
      assertColour(rgb(frame.input(), 64, 48, 12), 0, 255, 0);
      assertColour(rgb(frame.input(), 64, 16, 36), 0, 0, 255);
      assertColour(rgb(frame.input(), 64, 48, 36), 255, 255, 255);
      // Full-range Y of the four colours, BT.601.
      assertThat(frame.picture().get(12 * 64 + 16) & 0xFF).isCloseTo(76, within(3));
      assertThat(frame.picture().get(12 * 64 + 48) & 0xFF).isCloseTo(150, within(3));
      assertThat(frame.picture().get(36 * 64 + 16) & 0xFF).isCloseTo(29, within(3));
      assertThat(frame.picture().get(36 * 64 + 48) & 0xFF).isCloseTo(255, within(3));
    }
  }

  @Test
  void aWrittenJpegReadsBackAsThePicture() throws IOException {
    Path copy = folder.resolve("copy.jpg");
    try (var images = single(Pictures.quadrants(folder), 64);
        Frame frame = images.next().orElseThrow();
        var jpeg = new JpegWriter(64, 48)) {
      Files.write(copy, jpeg.encode(frame.picture()));
    }

    try (var images = single(copy, 64);
        Frame frame = images.next().orElseThrow()) {

      assertThat(frame.letterbox()).isEqualTo(new Letterbox(64, 48, 64, 64));
      assertColour(rgb(frame.input(), 64, 16, 12), 255, 0, 0);
      assertColour(rgb(frame.input(), 64, 48, 36), 255, 255, 255);
    }
  }

  @Test
  void aFolderIsReadInNameOrderAndOnlyItsPictures() throws IOException {
    Pictures.bmp(folder.resolve("b.bmp"), 8, 8, Pictures::gradient);
    Pictures.bmp(folder.resolve("a 100%d.BMP"), 8, 8, Pictures::gradient);
    Files.writeString(folder.resolve("c.txt"), "no picture");

    try (var images =
        ImageFolder.open(folder, Pictures.CAMERA, new InputSize(32, 32), Instant.EPOCH)) {

      assertThat(images.files())
          .extracting(file -> file.getFileName().toString())
          .containsExactly("a 100%d.BMP", "b.bmp");
      for (long sequence = 0; sequence < 2; sequence++) {
        try (Frame frame = images.next().orElseThrow()) {
          assertThat(frame.sequence()).isEqualTo(sequence);
        }
      }
      assertThat(images.next()).isEmpty();
    }
  }

  @Test
  void anEmptyFolderIsNamed() {
    assertThatThrownBy(
            () -> ImageFolder.open(folder, Pictures.CAMERA, new InputSize(32, 32), Instant.EPOCH))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder + " holds no JPEG");
  }

  @ParameterizedTest(name = "the first {0} bytes of a JPEG")
  @CsvSource({"0", "2", "100", "300", "314"})
  void aCutOffPictureIsNamed(int bytes) throws IOException {
    byte[] jpeg = Files.readAllBytes(Pictures.quadrants(folder));
    Path cut = folder.resolve("cut.jpg");
    Files.write(cut, Arrays.copyOf(jpeg, bytes));

    try (var images = single(cut, 32)) {
      assertThatThrownBy(images::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(cut + " is no readable");
    }
  }

  private static ImageFolder single(Path file, int side) {
    return ImageFolder.of(List.of(file), Pictures.CAMERA, new InputSize(side, side), Instant.EPOCH);
  }

  private static int rgb(ByteBuffer input, int side, int x, int y) {
    int at = y * side + x;
    int plane = side * side;
    return (input.get(at) & 0xFF) << 16
        | (input.get(plane + at) & 0xFF) << 8
        | (input.get(2 * plane + at) & 0xFF);
  }

  private static void assertColour(int rgb, int red, int green, int blue) {
    assertThat(rgb >> 16).as("red of %06x", rgb).isCloseTo(red, within(12));
    assertThat(rgb >> 8 & 0xFF).as("green of %06x", rgb).isCloseTo(green, within(12));
    assertThat(rgb & 0xFF).as("blue of %06x", rgb).isCloseTo(blue, within(12));
  }
}
