package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.incident.Handover.Kept;
import dev.sitewarden.edge.incident.Handover.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes first, what grows old, and what finds no room. */
@Timeout(60)
class MessageClassTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final OutboxConfig CONFIG = OutboxConfig.defaults().at(4, 2, Duration.ofMillis(1));

  private final Path folder;
  private final SwitchedHub hub = new SwitchedHub();
  private final AtomicReference<Instant> now = new AtomicReference<>(NumberedEvents.START);

  MessageClassTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatIsMoreUrgentGoesFirstHoweverLongTheRestHasWaited() throws Exception {
    try (Outbox outbox = open(CONFIG)) {
      keep(outbox, NumberedEvents.counted(1), NumberedEvents.counted(2));
      keep(outbox, NumberedEvents.health(3), NumberedEvents.health(4));
      keep(outbox, NumberedEvents.stored(5, Evidence.Kind.CLIP));
      keep(outbox, NumberedEvents.closed(6), NumberedEvents.closed(7), NumberedEvents.closed(8));

      hub.switchOn();

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
    }
    assertThat(hub.events())
        .extracting(NumberedEvents::number)
        .containsExactly(6, 7, 8, 5, 3, 4, 1, 2);
  }

  @Test
  void countsGrowOldAndAreCountedAndIncidentsNever() throws Exception {
    try (Outbox outbox = open(CONFIG)) {
      keep(outbox, NumberedEvents.counted(1), NumberedEvents.counted(2));
      keep(outbox, NumberedEvents.health(3), NumberedEvents.closed(4));
      keep(outbox, NumberedEvents.stored(5, Evidence.Kind.CLIP));
      now.set(NumberedEvents.START.plus(Duration.ofDays(5)));
      hub.switchOn();

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.dropped(MessageClass.HEALTH, Drop.EXPIRED)).isEqualTo(1);
      assertThat(outbox.dropped(MessageClass.COUNTS, Drop.EXPIRED)).isZero();
    }
    assertThat(hub.events()).extracting(NumberedEvents::number).containsExactly(4, 5, 1, 2);
  }

  @Test
  void whatGrowsOldMakesRoomWhileIncidentsWaitForTheHub() throws Exception {
    OutboxConfig small =
        CONFIG.with(
            MessageClass.COUNTS,
            new OutboxConfig.Share(1000, Optional.of(Duration.ofDays(1)))); // two counts
    try (Outbox outbox = open(small)) {
      keep(outbox, NumberedEvents.closed(1), NumberedEvents.counted(2), NumberedEvents.counted(3));

      assertThat(outbox.put(NumberedEvents.counted(4))).isInstanceOf(Refused.class);
      assertThat(outbox.dropped(MessageClass.COUNTS, Drop.NO_ROOM)).isEqualTo(1);
      keep(outbox, NumberedEvents.closed(5));

      now.set(NumberedEvents.START.plus(Duration.ofDays(2)));
      outbox.put(NumberedEvents.counted(6)); // refused too, but the lane looks what is over

      assertThat(outbox.awaitEmpty(MessageClass.COUNTS, PATIENCE)).isTrue();
      assertThat(outbox.dropped(MessageClass.COUNTS, Drop.EXPIRED)).isEqualTo(2);
      assertThat(outbox.waiting(MessageClass.INCIDENTS)).isEqualTo(2);
      assertThat(outbox.waiting(MessageClass.COUNTS)).isZero();
    }
  }

  @Test
  void ofMeasurementsOnlyTheNewestGoesOutAfterEverythingElseAndNothingIsLost() throws Exception {
    try (Outbox outbox = open(CONFIG)) {
      keep(outbox, NumberedEvents.measured(1), NumberedEvents.measured(2));
    }
    try (Outbox outbox = open(CONFIG)) { // a restart does not forget that
      keep(outbox, NumberedEvents.measured(3), NumberedEvents.counted(4));
      keep(outbox, NumberedEvents.sampled(5, new byte[1]), NumberedEvents.closed(6));

      hub.switchOn();

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.waiting(MessageClass.VITALS)).isZero();
    }
    assertThat(hub.events()).extracting(NumberedEvents::number).containsExactly(6, 4, 5, 3);
  }

  @Test
  void incidentThatFindsNoRoomIsNoDropSinceTheJournalKeepsIt() {
    OutboxConfig small =
        CONFIG.with(MessageClass.INCIDENTS, new OutboxConfig.Share(100, Optional.empty()));
    try (Outbox outbox = open(small)) {
      assertThat(outbox.put(NumberedEvents.closed(1))).isInstanceOf(Refused.class);
      assertThat(outbox.dropped(MessageClass.INCIDENTS, Drop.NO_ROOM)).isZero();
    }
  }

  @Test
  void fileThatTheShelfDroppedIsCountedAndNotAnnounced() throws Exception {
    Path gone = file("clip.mp4");
    Path there = file("snapshot.jpg");
    try (Outbox outbox = open(CONFIG)) {
      assertThat(outbox.put(gone, NumberedEvents.stored(1, Evidence.Kind.CLIP)))
          .isInstanceOf(Kept.class);
      assertThat(outbox.put(there, NumberedEvents.stored(2, Evidence.Kind.SNAPSHOT)))
          .isInstanceOf(Kept.class);
    }
    Files.delete(gone); // with nothing under way that might still have it open
    hub.switchOn();

    try (Outbox outbox = open(CONFIG)) {
      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.dropped(MessageClass.EVIDENCE_FILES, Drop.FILE_GONE)).isEqualTo(1);
      assertThat(outbox.poisoned()).isZero();
    }
    assertThat(hub.files()).containsExactly("pi-1/gate/2/snapshot.jpg");
    assertThat(hub.events()).extracting(NumberedEvents::number).containsExactly(2);
  }

  @Test
  void whatAnOlderVersionLeftGoesOutWhateverItsClass() throws Exception {
    Path clip = file("clip.mp4");
    Path sample = file("sample.jpg");
    leave(
        "events",
        CloudEventCodec.write(NumberedEvents.counted(1)),
        CloudEventCodec.write(NumberedEvents.closed(2)),
        CloudEventCodec.write(NumberedEvents.health(3)));
    leave(
        "uploads",
        upload(clip, NumberedEvents.stored(4, Evidence.Kind.CLIP)),
        upload(sample, NumberedEvents.sampled(5, new byte[4])));
    now.set(NumberedEvents.START.plus(Duration.ofDays(5)));
    hub.switchOn();

    try (Outbox outbox = open(CONFIG)) {
      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
    }

    assertThat(hub.events().stream().map(NumberedEvents::number).filter(number -> number < 4))
        .containsExactly(1, 2, 3);
    assertThat(hub.events()).extracting(NumberedEvents::number).contains(4, 5).hasSize(5);
    assertThat(hub.files()).hasSize(2);
    assertThat(clip).doesNotExist();
  }

  private void leave(String lane, byte[]... records) {
    try (SegmentLog log =
        new SegmentLog(folder.resolve("outbox").resolve(lane), 1 << 20, 8, (bytes, syncs) -> {})) {
      for (byte[] record : records) {
        log.append(record);
      }
    }
  }

  private byte[] upload(Path file, CloudEvent stored) {
    return new UploadRecord(folder.relativize(file), stored).toBytes();
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve("evidence").resolve(name).resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "file");
  }

  private static void keep(Outbox outbox, CloudEvent... events) {
    for (CloudEvent event : List.of(events)) {
      assertThat(outbox.put(event)).isInstanceOf(Kept.class);
    }
  }

  private Outbox open(OutboxConfig config) {
    return Outbox.open(folder, config, hub, now::get, new WriteMeter(now::get));
  }
}
