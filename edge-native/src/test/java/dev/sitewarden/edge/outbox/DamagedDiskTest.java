package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.incident.Handover.Kept;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every place where a power cut or a bad sector can hurt the log, one after another. */
@Timeout(120)
class DamagedDiskTest {
  private static final int SECTOR_BYTES = 512;

  /** A record in the file: from its first byte to behind its last. */
  private record Stored(String text, int from, int to) {}

  private final Path folder;

  DamagedDiskTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A file system may have lost the tail, or have made the file long and not yet filled it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lastRecordTornAtAnyByteCostsNothingThatWasKept(boolean isZeroFilled) throws IOException {
    List<String> kept = IntStream.range(0, 5).mapToObj(i -> "m" + i + "x".repeat(90)).toList();
    append(kept);
    Path file = segment(0);
    int from = (int) Files.size(file);
    append(List.of("torn" + "x".repeat(120)));
    byte[] whole = Files.readAllBytes(file);

    for (int end = from; end < whole.length; end++) {
      byte[] torn = Arrays.copyOf(whole, end);
      Files.write(file, isZeroFilled ? Arrays.copyOf(torn, whole.length) : torn);

      try (SegmentLog log = open()) {
        assertThat(texts(log)).as("torn at byte %d", end).isEqualTo(kept);
        assertThat(log.damaged()).as("torn at byte %d", end).isZero();
        assertThat(log.append(utf8("next"))).isInstanceOf(Kept.class);
      }

      try (SegmentLog log = open()) {
        assertThat(texts(log)).as("torn at byte %d", end).endsWith("next").hasSize(6);
        assertThat(log.last()).isEqualTo(5);
      }
    }
  }

  @Test
  void zeroedSectorAnywhereInAnOlderSegmentCostsTheRecordsInItAndNoOther() throws IOException {
    List<Stored> kept = fillOneSegment(new Random(20261121));
    append(List.of("newer"));
    Path file = segment(0);
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at += SECTOR_BYTES) {
      int from = at;
      int to = Math.min(at + SECTOR_BYTES, whole.length);
      List<String> left = new ArrayList<>(textsOutside(kept, from, to));
      left.add("newer");
      overwrite(file, from, new byte[to - from]);

      try (SegmentLog log = open()) {
        assertThat(texts(log).equals(left)).as("sector at byte %d", from).isTrue();
        assertThat(log.damaged()).as("sector at byte %d", from).isEqualTo(1);
        assertThat(log.waiting()).isEqualTo(left.size());
      }
      overwrite(file, from, Arrays.copyOfRange(whole, from, to));
    }
  }

  @Test
  void numbersNeverGoBackSoThatALostNewestSegmentDoesNotMixUpTheOrder() throws IOException {
    int first = fillOneSegment(new Random(20261121)).size();
    append(List.of("newest"));
    try (SegmentLog log = open()) {
      log.advance(log.last());
    }
    overwrite(segment(first), 0, new byte[(int) Files.size(segment(first))]);
    Files.delete(folder.resolve("cursor"));

    append(List.of("next"));

    try (SegmentLog log = open()) {
      assertThat(log.peek(-1, 1)).singleElement().returns((long) first, Entry::sequence);
      assertThat(texts(log)).containsExactly("next");
    }
  }

  private static List<String> textsOutside(List<Stored> kept, int from, int to) {
    return kept.stream().filter(k -> k.to() <= from || to <= k.from()).map(Stored::text).toList();
  }

  private List<Stored> fillOneSegment(Random random) {
    List<Stored> kept = new ArrayList<>();
    try (SegmentLog log = open()) {
      for (int at = 0; at < 1 << 20; at = kept.getLast().to()) {
        String text = "m%d:%s".formatted(kept.size(), "x".repeat(200 + random.nextInt(9000)));
        kept.add(new Stored(text, at, at + Segment.HEADER_BYTES + text.length()));
        assertThat(log.append(utf8(text))).isInstanceOf(Kept.class);
      }
    }
    return kept;
  }

  private SegmentLog open() {
    return new SegmentLog(folder, Long.MAX_VALUE, 32, (bytes, syncs) -> {});
  }

  private void append(List<String> texts) {
    try (SegmentLog log = open()) {
      texts.forEach(text -> assertThat(log.append(utf8(text))).isInstanceOf(Kept.class));
    }
  }

  private static List<String> texts(SegmentLog log) {
    return log.peek(-1, Integer.MAX_VALUE).stream()
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path segment(long firstSequence) {
    return folder.resolve("%020d.log".formatted(firstSequence));
  }

  private static void overwrite(Path file, long from, byte[] bytes) throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(from);
      raw.write(bytes);
    }
  }
}
