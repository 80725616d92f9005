package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.TimeWindow;
import dev.sitewarden.edge.incident.Handover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadScheduleTest {
  private static final Instant MORNING = Clips.START;
  private static final Instant NIGHT = Clips.START.plus(Duration.ofHours(15));
  private static final ShiftPlan AT_NIGHT =
      new ShiftPlan(ZoneOffset.UTC, List.of(TimeWindow.parse("22:00-05:00")));

  private final Path folder;
  private final Path waiting;
  private final Path file;
  private final List<Path> handed = new ArrayList<>();
  private final RecordingRing ring;
  private Instant now = NIGHT;

  UploadScheduleTest(@TempDir Path folder) {
    this.folder = folder;
    this.waiting = folder.resolve("waiting");
    this.file = folder.resolve("last.txt");
    this.ring =
        RecordingRing.open(folder.resolve("gate"), Clips.shortSegments(), Holds.NONE, Clips.NOW);
    try (var recorder = Clips.recorder(ring)) {
      Clips.feed(recorder, Clips.WORKSITE, 250);
    }
  }

  @Test
  void nothingGoesOutsideOfItsTime() {
    now = MORNING;
    schedule(1 << 30).advance();
    assertThat(handed).isEmpty();

    now = NIGHT;
    schedule(1 << 30).advance();
    assertThat(handed).hasSize(2);
  }

  @Test
  void everySegmentGoesOnceOldestFirstAndFewAtATime() throws Exception {
    UploadSchedule schedule = schedule(1 << 30);

    for (int i = 0; i < 10; i++) {
      schedule.advance();
      assertThat(waiting.toFile().list()).hasSizeLessThanOrEqualTo(2);
      store();
    }

    assertThat(handed)
        .extracting(path -> path.getFileName().toString())
        .containsExactlyElementsOf(names());
  }

  @Test
  void restartGoesOnWhereItStopped() throws Exception {
    schedule(1 << 30).advance();
    store();

    schedule(1 << 30).advance();

    assertThat(handed)
        .extracting(path -> path.getFileName().toString())
        .containsExactlyElementsOf(names().subList(0, 4));
  }

  @Test
  void quotaThatIsUsedUpWaitsForTheNextDay() throws Exception {
    long first = ring.segments().getFirst().bytes();
    schedule(first).advance();
    store();
    schedule(first).advance();
    assertThat(handed).hasSize(1);

    now = NIGHT.plus(Duration.ofDays(1));
    schedule(first * 2).advance();

    assertThat(handed).hasSizeGreaterThan(1);
  }

  @Test
  void refusalCostsNoQuotaAndIsTriedAgain() {
    RecordingUploads refused =
        uploads(1 << 30, (path, stored) -> new Handover.Refused("the outbox is full"));
    var schedule = new UploadSchedule(AT_NIGHT, ring, refused, file, () -> now);

    schedule.advance();
    schedule.advance();

    assertThat(quota(1 << 30).used("recording")).isZero();
    assertThat(file).doesNotExist();
    assertThat(waiting).isEmptyDirectory();
  }

  @Test
  void memoryThatIsCutOffBeginsAnew() throws Exception {
    schedule(1 << 30).advance();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      store();
      handed.clear();
      Files.write(file, Arrays.copyOf(whole, length));

      schedule(1 << 30).advance();

      assertThat(handed.getFirst().getFileName()).hasToString(names().getFirst());
    }
  }

  /** As the outbox does when the cloud has a file. */
  private void store() throws Exception {
    for (Path path : List.copyOf(handed)) {
      Files.deleteIfExists(path);
    }
  }

  private List<String> names() {
    return ring.segments().stream()
        .map(segment -> String.valueOf(segment.file().getFileName()))
        .toList();
  }

  private UploadSchedule schedule(long bytesPerDay) {
    RecordingUploads uploads =
        uploads(
            bytesPerDay,
            (path, stored) -> {
              handed.add(path);
              return new Handover.Kept();
            });
    return new UploadSchedule(AT_NIGHT, ring, uploads, file, () -> now);
  }

  private Quota quota(long bytesPerDay) {
    return new Quota(
        folder.resolve("quota.json"),
        Duration.ofDays(1),
        Map.of("recording", bytesPerDay),
        () -> now);
  }

  private RecordingUploads uploads(long bytesPerDay, EvidenceSink sink) {
    return new RecordingUploads(waiting, Worksite.SOURCE, ring, quota(bytesPerDay), sink);
  }
}
