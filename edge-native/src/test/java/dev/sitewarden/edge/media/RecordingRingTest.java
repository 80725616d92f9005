package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingRingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Path folder;

  RecordingRingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void oldestGoWhenThereAreTooManyBytesAndAreCounted() throws Exception {
    minutes(5);

    RecordingRing ring = open(250, Duration.ofDays(1), Holds.NONE, Clips.START.plus(MINUTE));

    assertThat(numbers(ring)).containsExactly(3L, 4L);
    assertThat(ring.dropped()).isEqualTo(3);
    assertThat(ring.droppedBytes()).isEqualTo(300);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void whatIsTooOldGoes() throws Exception {
    minutes(5);

    RecordingRing ring =
        open(9999, Duration.ofMinutes(3), Holds.NONE, Clips.START.plus(MINUTE.multipliedBy(6)));

    assertThat(numbers(ring)).containsExactly(2L, 3L, 4L);
  }

  @Test
  void heldSegmentsStayWhateverTheLimits() throws Exception {
    minutes(5);
    Holds second = (from, to) -> from.equals(Clips.START.plus(MINUTE));

    RecordingRing ring = open(1, Duration.ofDays(1), second, Clips.START);

    assertThat(numbers(ring)).containsExactly(1L);
  }

  @Test
  void clockThatWasAYearAheadDoesNotKeepItsSegmentsForAYear() throws Exception {
    segment(0, Clips.START.plus(Duration.ofDays(365)));
    segment(1, Clips.START);
    segment(2, Clips.START.plus(MINUTE));

    RecordingRing ring =
        open(9999, MINUTE.multipliedBy(2), Holds.NONE, Clips.START.plus(Duration.ofSeconds(200)));

    assertThat(numbers(ring)).containsExactly(2L);
  }

  @Test
  void segmentsOfATimeAreFound() throws Exception {
    minutes(5);
    RecordingRing ring = open(9999, Duration.ofDays(1), Holds.NONE, Clips.START);

    List<Segment> found = ring.covering(Clips.START.plusSeconds(90), Clips.START.plusSeconds(121));

    assertThat(found).extracting(Segment::number).containsExactly(1L, 2L);
  }

  @Test
  void otherFilesAreLeftAlone() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    Files.writeString(folder.resolve("00000001_20261399T080000000000Z_1.mp4"), "no such month");

    RecordingRing ring = open(1, MINUTE, Holds.NONE, Clips.START);

    assertThat(ring.segments()).isEmpty();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  private RecordingRing open(long bytes, Duration age, Holds holds, Instant now) {
    RecordingConfig config = RecordingConfig.defaults().withLimits(bytes, age);
    return RecordingRing.open(folder, config, holds, () -> now);
  }

  private void minutes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      segment(i, Clips.START.plus(MINUTE.multipliedBy(i)));
    }
  }

  private void segment(long number, Instant begin) throws IOException {
    Files.write(folder.resolve(Segment.name(number, begin, MINUTE)), new byte[100]);
  }

  private static List<Long> numbers(RecordingRing ring) {
    return ring.segments().stream().map(Segment::number).toList();
  }
}
