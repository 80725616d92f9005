package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.edge.incident.Handover.Kept;
import dev.sitewarden.edge.media.LegalHolds;
import dev.sitewarden.edge.media.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * 72 hours without a network, one incident a minute: three events, a snapshot and a clip each, and
 * a minute's counts. The shelf of evidence has room for half the clips. In memory where there is
 * such a folder: 40,000 fsyncs on a disk take minutes and prove nothing here.
 */
class LongOutageTest {
  private static final int INCIDENTS = 72 * 60;
  private static final int COUNTS = 5 * INCIDENTS; // where their numbers begin
  private static final int FILES = 3 * INCIDENTS; // the same; two each
  private static final int SNAPSHOT_BYTES = 500;
  private static final int CLIP_BYTES = 2000;
  private static final long SHELF_BYTES = INCIDENTS * (SNAPSHOT_BYTES + CLIP_BYTES / 2L);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final OutboxConfig CONFIG = OutboxConfig.defaults();

  private final Path folder;
  private final SwitchedHub hub = new SwitchedHub();
  private final Shelf shelf;
  private Instant now = NumberedEvents.START;

  LongOutageTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
    this.shelf =
        Shelf.ofEvidence(
            folder.resolve("evidence"),
            new Shelf.Limits(SHELF_BYTES, Duration.ofDays(14)),
            () -> now,
            LegalHolds.open(folder.resolve("holds.json")),
            new CameraId("gate"));
  }

  @Test
  @Timeout(480)
  void everyIncidentArrivesInOrderAndOfItsMediaTheOldestClipsAreMissingAndCounted(
      TestReporter reporter) throws Exception {
    try (Outbox outbox = Outboxes.open(folder, CONFIG, hub)) {
      for (int incident = 0; incident < INCIDENTS; incident++) {
        put(outbox, incident);
      }
      assertThat(outbox.waiting()).isEqualTo(6 * INCIDENTS);
      assertThat(outbox.trouble()).contains("no network");
      long bytes = bytesOnDisk() - shelf.bytes();

      long start = System.nanoTime();
      hub.switchOn();

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      Duration drain = Duration.ofNanos(System.nanoTime() - start);
      reporter.publishEntry(
          "72 h outage",
          "%d bytes of messages, drained in %s, %d clips dropped"
              .formatted(bytes, drain, shelf.dropped()));
      assertThat(shelf.dropped()).isBetween(INCIDENTS / 2L, INCIDENTS / 2L + 120);
      assertThat(outbox.dropped(MessageClass.EVIDENCE_FILES, Drop.FILE_GONE))
          .isEqualTo(shelf.dropped());
      assertThat(outbox.poisoned()).isZero();
    }
    assertThat(numbers(event -> NumberedEvents.number(event) < FILES)).isEqualTo(range(0, FILES));
    assertThat(numbers(event -> event.data() instanceof OccupancyCounted))
        .isEqualTo(range(COUNTS, COUNTS + INCIDENTS));
    assertFilesArrived((int) shelf.dropped());
    assertThat(bytesOnDisk()).as("one segment a lane").isLessThan(7 << 20);
  }

  private void put(Outbox outbox, int incident) throws IOException {
    now = now.plus(Duration.ofMinutes(1));
    for (int event = 3 * incident; event < 3 * incident + 3; event++) {
      assertThat(outbox.put(NumberedEvents.closed(event))).isInstanceOf(Kept.class);
    }
    assertThat(outbox.put(NumberedEvents.counted(COUNTS + incident))).isInstanceOf(Kept.class);
    putFile(outbox, incident, Evidence.Kind.SNAPSHOT, SNAPSHOT_BYTES);
    putFile(outbox, incident, Evidence.Kind.CLIP, CLIP_BYTES);
    if (incident % 60 == 59) {
      shelf.trim();
      assertThat(shelf.bytes()).as("after minute %d", incident).isLessThanOrEqualTo(SHELF_BYTES);
    }
  }

  private void putFile(Outbox outbox, int incident, Evidence.Kind kind, int bytes)
      throws IOException {
    Path file = folder.resolve("evidence/%d/%s".formatted(incident, kind.fileName()));
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(now));
    int number = FILES + 2 * incident + (kind == Evidence.Kind.CLIP ? 1 : 0);
    assertThat(outbox.put(file, NumberedEvents.stored(number, kind))).isInstanceOf(Kept.class);
  }

  private List<Integer> numbers(Predicate<CloudEvent> of) {
    return hub.events().stream().filter(of).map(NumberedEvents::number).toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** All snapshots and the newest clips, each announced once, and about in their order. */
  private void assertFilesArrived(int droppedClips) {
    List<Integer> expected =
        IntStream.range(FILES, COUNTS)
            .filter(number -> number % 2 == 0 || number >= FILES + 2 * droppedClips)
            .boxed()
            .toList();
    assertThat(numbers(event -> NumberedEvents.number(event) >= FILES && !isCount(event)))
        .containsExactlyInAnyOrderElementsOf(expected);
    List<Integer> files =
        hub.files().stream()
            .map(path -> Integer.valueOf(Path.of(path).getName(2).toString()))
            .toList();
    assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
    for (int turn = 0; turn < files.size(); turn++) {
      assertThat(Math.abs(expected.indexOf(files.get(turn)) - turn))
          .as("file at turn %d", turn)
          .isLessThan(CONFIG.fileWindow() * Window.LOOK_AHEAD);
    }
  }

  private static boolean isCount(CloudEvent event) {
    return event.data() instanceof OccupancyCounted;
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "outbox")
          : Files.createTempDirectory("outbox");
    }
  }
}
