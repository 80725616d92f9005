package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipWriterTest {
  /** What is compared of a packet; its bytes by their hash. */
  private record Seen(long ptsUs, long dtsUs, boolean keyFrame, int hash) {}

  private final Path file;

  ClipWriterTest(@TempDir Path folder) {
    this.file = folder.resolve("clip.mp4");
  }

  @Test
  void growingFileIsReadableAsFarAsItWasFlushed() {
    try (var source = new ClipReader(Pictures.worksite());
        var writer = ClipWriter.growing(file, source.stream())) {
      List<Seen> flushed = copy(source, writer, 30);
      writer.flush();
      copy(source, writer, 5);

      assertThat(packets(file)).isEqualTo(flushed);
    }
  }

  @Test
  void growingFileHoldsEveryPacketOnceItIsFinished() {
    List<Seen> all;
    try (var source = new ClipReader(Pictures.worksite());
        var writer = ClipWriter.growing(file, source.stream())) {
      all = copy(source, writer, 100);
      writer.flush();
      all.addAll(copy(source, writer, 150));
      writer.finish();
    }

    assertThat(packets(file)).hasSize(250).isEqualTo(all);
  }

  @Test
  void tornFragmentIsReadAsFarAsItGoes() throws Exception {
    List<Seen> flushed;
    try (var source = new ClipReader(Pictures.worksite());
        var writer = ClipWriter.growing(file, source.stream())) {
      flushed = copy(source, writer, 40);
      writer.flush();
      copy(source, writer, 40);
      writer.flush();
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 2000));

    assertThat(packets(file)).startsWith(flushed.toArray(Seen[]::new)).hasSizeLessThan(80);
  }

  private static List<Seen> copy(ClipReader from, ClipWriter to, int packets) {
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < packets && from.next(); i++) {
      to.write(from.data(), from.ptsUs(), from.dtsUs(), from.isKeyFrame());
      seen.add(seen(from));
    }
    return seen;
  }

  private static List<Seen> packets(Path file) {
    List<Seen> seen = new ArrayList<>();
    try (var reader = new ClipReader(file)) {
      while (reader.next()) {
        seen.add(seen(reader));
      }
    }
    return seen;
  }

  private static Seen seen(ClipReader packet) {
    return new Seen(
        packet.ptsUs(), packet.dtsUs(), packet.isKeyFrame(), Arrays.hashCode(packet.data()));
  }
}
