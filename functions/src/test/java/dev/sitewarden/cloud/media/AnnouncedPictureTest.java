package dev.sitewarden.cloud.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a picture claims is read before anybody decodes it. */
final class AnnouncedPictureTest {

  @ParameterizedTest(name = "{0} x {1} in a frame of {2} x {3}: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "1920, 1080, 1920, 1080, -",
        "320, 180, 1920, 1080, -",
        "1921, 1080, 1920, 1080, it has 1921 x 1080 pixels",
        "1080, 1920, 1920, 1080, it has 1080 x 1920 pixels",
        "65500, 65500, 1920, 1080, it has 65500 x 65500 pixels",
        "65500, 65500, 65536, 65536, it has 65500 x 65500 pixels",
        "640, 0, 1920, 1080, it is no JPEG"
      })
  void itHasAtMostThePixelsOfItsFrame(
      int wide, int high, int frameWide, int frameHigh, String fault) {
    byte[] jpeg = TestJpeg.of(wide, high, "");

    Optional<String> found = of(jpeg, frameWide, frameHigh).fault(jpeg);

    assertThat(found.map(said -> said.replaceAll(",.*", ""))).isEqualTo(Optional.ofNullable(fault));
  }

  @Test
  void otherBytesThanWereAnnouncedAreNotIt() {
    byte[] jpeg = TestJpeg.of(640, 360, "a bare head");

    assertThat(of(jpeg, 640, 360).fault(TestJpeg.of(640, 360, "a helmet")))
        .contains("it is not the file that the device announced");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing, ''",
    "a PNG, 89504E470D0A1A0A0000000D49484452",
    "a scan before its frame, FFD8FFDA0008010100003F00",
    "no marker where one must be, FFD8FFFE00046869000000",
    "a segment that is shorter than its length, FFD8FFFE0001FFC0000B080168028001011100",
    "one that ends within its frame, FFD8FFC0000B08",
    "no frame at all, FFD8FFD9"
  })
  void whatIsNoJpegIsNotShown(String name, String hex) {
    byte[] content = HexFormat.of().parseHex(hex);

    assertThat(of(content, 640, 360).fault(content)).as(name).contains("it is no JPEG");
  }

  @Test
  void bytesThatFillAndTablesAreNoFrame() {
    byte[] plain = TestJpeg.of(640, 360, "");
    byte[] tables = HexFormat.of().parseHex("FFD8FFFFFFC40004AAAAFFDB0003BB");
    byte[] jpeg = Arrays.copyOf(tables, tables.length + plain.length - 2);
    System.arraycopy(plain, 2, jpeg, tables.length, plain.length - 2);

    assertThat(of(jpeg, 640, 360).fault(jpeg)).isEmpty();
    assertThat(of(jpeg, 639, 360).fault(jpeg)).isPresent();
  }

  private static AnnouncedPicture of(byte[] content, int widthPx, int heightPx) {
    Evidence file = new Evidence(Evidence.Kind.SNAPSHOT, "a/snapshot.jpg", 1, Digest.of(content));
    return new AnnouncedPicture(file, widthPx, heightPx);
  }
}
