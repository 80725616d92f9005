package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.Handover.Kept;
import dev.sitewarden.edge.incident.Handover.Refused;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentLogTest {
  private static final long NO_CAP = Long.MAX_VALUE;

  private final Path folder;

  SegmentLogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void keepsOrderOverAReopening() {
    fill(0, 3);

    fill(3, 5);

    assertThat(texts()).containsExactly("m0", "m1", "m2", "m3", "m4");
  }

  @Test
  void deliveredThingsDoNotComeBack() {
    try (SegmentLog log = open()) {
      IntStream.range(0, 4).forEach(i -> append(log, "m" + i));
      log.advance(1);
    }

    assertThat(texts()).containsExactly("m2", "m3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0", "\u00ff2", "", "-2", "999999999999999", "1e9"})
  void damagedCursorRepeatsInsteadOfLosing(String damaged) throws IOException {
    try (SegmentLog log = open()) {
      IntStream.range(0, 3).forEach(i -> append(log, "m" + i));
      log.advance(1);
    }
    Files.writeString(folder.resolve("cursor"), damaged, StandardCharsets.ISO_8859_1);

    assertThat(texts()).containsExactly("m0", "m1", "m2");
    fill(3, 4);
    assertThat(texts()).containsExactly("m0", "m1", "m2", "m3");
  }

  @Test
  void cursorOfALostSegmentTakesNothingThatIsNew() throws IOException {
    fill(0, 1);
    truncate(onlySegment(), 0);
    Files.writeString(folder.resolve("cursor"), "1");

    fill(1, 2);

    assertThat(texts()).containsExactly("m1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 21, 30})
  void tornTailIsCutOffAndTheNextRecordStandsInItsPlace(int lostBytes) throws IOException {
    fill(0, 2);
    long whole = Files.size(onlySegment());
    fill(2, 3); // 22 bytes long; the power is cut while it is written
    truncate(onlySegment(), whole + Math.max(0, 22 - lostBytes));

    fill(3, 4);

    assertThat(texts()).containsExactly("m0", "m1", "m3");
    try (SegmentLog log = open()) {
      assertThat(log.damaged()).isZero();
    }
  }

  @Test
  void zeroedSectorCostsTheRecordsInItOnly() throws IOException {
    List<String> kept = fillSegments(3);
    zero(segments().getFirst(), 512 * 100, 512);

    List<String> read = texts();

    assertThat(read).hasSizeBetween(kept.size() - 2, kept.size() - 1).isSubsetOf(kept);
    try (SegmentLog log = open()) {
      assertThat(log.damaged()).isEqualTo(1);
    }
  }

  @Test
  void damageInTheNewestSegmentDoesNotCutOffWhatFollows() throws IOException {
    fill(0, 6);
    zero(onlySegment(), 22 * 2 + 3, 4);

    assertThat(texts()).containsExactly("m0", "m1", "m3", "m4", "m5");
  }

  @Test
  void tornTailOfAnOlderSegmentIsCountedAndNotCut() throws IOException {
    List<String> kept = fillSegments(2);
    Path first = segments().getFirst();
    truncate(first, Files.size(first) - 7);

    assertThat(texts()).hasSize(kept.size() - 1);
    try (SegmentLog log = open()) {
      assertThat(log.damaged()).isEqualTo(1);
    }
  }

  @Test
  void blocksOfAnOlderFileAreDamageThoughTheirRecordsAreWhole() throws IOException {
    List<String> kept = fillSegments(2);
    byte[] older = Files.readAllBytes(segments().getFirst());
    Files.write(segments().getLast(), Arrays.copyOf(older, 20_000), StandardOpenOption.APPEND);

    assertThat(texts()).isEqualTo(kept);
  }

  @Test
  void fullLogRefusesInOneSentenceAndLosesNothing() {
    try (SegmentLog log = new SegmentLog(folder, 100, 32, (bytes, syncs) -> {})) {
      IntStream.range(0, 4).forEach(i -> append(log, "m" + i));

      Handover refused = append(log, "m4");

      assertThat(refused)
          .isInstanceOfSatisfying(
              Refused.class,
              r ->
                  assertThat(r.reason())
                      .contains("is full", "88 of 100 bytes")
                      .doesNotContain("\n"));
      assertThat(log.waiting()).isEqualTo(4);
    }
    assertThat(texts()).containsExactly("m0", "m1", "m2", "m3");
  }

  @Test
  void deliveredSegmentsMakeRoom() throws IOException {
    try (SegmentLog log = new SegmentLog(folder, 2 << 20, 32, (bytes, syncs) -> {})) {
      String half = "x".repeat(600_000);
      append(log, half);
      append(log, half);
      append(log, half);
      assertThat(append(log, half)).isInstanceOf(Refused.class);

      log.advance(2);

      assertThat(append(log, half)).isInstanceOf(Kept.class);
      assertThat(segments()).hasSize(1);
    }
  }

  @Test
  void fullDiskStopsNeitherDeliveriesNorTheMakingOfRoom() throws IOException {
    Files.createSymbolicLink(folder.resolve("cursor.part"), Path.of("/dev/full"));
    String half = "x".repeat(600_000);

    try (SegmentLog log = open()) {
      IntStream.range(0, 3).forEach(i -> append(log, half));
      append(log, "last");
      log.advance(2);

      assertThat(log.waiting()).isEqualTo(1);
      assertThat(segments()).hasSize(1);
    }
    assertThat(texts()).as("delivered again, not lost").containsExactly(half, "last");
  }

  @Test
  void sequenceNumbersGoOnAfterEverythingWasDelivered() {
    try (SegmentLog log = open()) {
      append(log, "m0");
      log.advance(0);
    }

    try (SegmentLog log = open()) {
      append(log, "m1");
      assertThat(log.peek(-1, 2)).singleElement().returns(1L, Entry::sequence);
    }
  }

  private SegmentLog open() {
    return new SegmentLog(folder, NO_CAP, 32, (bytes, syncs) -> {});
  }

  private void fill(int from, int to) {
    try (SegmentLog log = open()) {
      IntStream.range(from, to).forEach(i -> append(log, "m" + i));
    }
  }

  private List<String> fillSegments(int count) throws IOException {
    List<String> kept = new ArrayList<>();
    try (SegmentLog log = open()) {
      while (segments().size() < count) {
        kept.add("m%d:%s".formatted(kept.size(), "x".repeat(7000)));
        append(log, kept.getLast());
      }
    }
    return kept;
  }

  private static Handover append(SegmentLog log, String text) {
    return log.append(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> texts() {
    try (SegmentLog log = open()) {
      return log.peek(-1, Integer.MAX_VALUE).stream()
          .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
          .toList();
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }

  private Path onlySegment() throws IOException {
    assertThat(segments()).hasSize(1);
    return segments().getFirst();
  }

  private static void truncate(Path file, long size) throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(size);
    }
  }

  private static void zero(Path file, long from, int count) throws IOException {
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(from);
      raw.write(new byte[count]);
    }
  }
}
