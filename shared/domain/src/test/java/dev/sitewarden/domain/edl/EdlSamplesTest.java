package dev.sitewarden.domain.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of real programs: read, written and read again, they say the same. */
@Tag("shared-data")
class EdlSamplesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("sitewarden.shared-data"), "fixtures/edl");

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".edl")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aListSaysTheSameAfterItWasReadAndWritten(Path sample) throws IOException {
    String text = Files.readString(sample);
    long lines = text.lines().filter(line -> line.strip().matches("\\d{3,6}\\s.*")).count();

    Edl read = EdlCodec.read(text, rate(sample));

    assertThat(read.events()).hasSize((int) lines);
    assertThat(EdlCodec.read(EdlCodec.write(read), rate(sample))).isEqualTo(read);
  }

  @Test
  void aScreeningListIsUnderstood() throws IOException {
    Edl edl =
        EdlCodec.read(Files.readString(SAMPLES.resolve("screening_example.edl")), FrameRate.of(24));

    EdlEvent fourth = edl.events().get(3);
    assertThat(edl.title()).isEqualTo("Example_Screening.01");
    assertThat(edl.events()).hasSize(9);
    assertThat(fourth.clipName()).isEqualTo("ZZ100_504C (LAY1)");
    assertThat(fourth.sourceOut()).hasToString("01:00:14:20");
    assertThat(fourth.recordIn()).hasToString("00:59:58:00");
    assertThat(fourth.remarks()).contains("* LOC: 01:00:01:14 RED     ANIM FIX NEEDED");
  }

  private static FrameRate rate(Path sample) {
    return FrameRate.of(sample.toString().contains("25fps") ? 25 : 24);
  }
}
