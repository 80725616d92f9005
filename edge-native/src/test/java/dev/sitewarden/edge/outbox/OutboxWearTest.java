package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.disk.WriteMeter.Written;
import dev.sitewarden.edge.incident.Handover.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an hour with one incident a minute writes: opened and closed, three files and their
 * announcements, a minute's counts, all delivered before the next. Prints figures and asserts that
 * the meter has seen them.
 */
@Timeout(240)
class OutboxWearTest {
  private static final int MINUTES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final WriteMeter meter = new WriteMeter(() -> NumberedEvents.START);
  private final SwitchedHub hub = new SwitchedHub();
  private long payload;

  OutboxWearTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyByteAndSyncOfTheOutboxIsMetered(TestReporter reporter) throws Exception {
    for (int minute = 0; minute < MINUTES; minute++) {
      for (Evidence.Kind kind : Evidence.Kind.values()) {
        Files.createDirectories(file(minute, kind).getParent());
        Files.write(file(minute, kind), new byte[1]);
      }
    }
    hub.switchOn();
    long before = writtenByTheKernel();
    try (Outbox outbox =
        Outbox.open(folder, OutboxConfig.defaults(), hub, () -> NumberedEvents.START, meter)) {
      for (int minute = 0; minute < MINUTES; minute++) {
        put(outbox, minute);
        assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      }
    }
    Written written = meter.total(Outbox.METERED);
    report(reporter, written, writtenByTheKernel() - before);

    assertThat(hub.events()).hasSize(MINUTES * 7);
    assertThat(written.bytes()).isGreaterThan(payload);
    assertThat(written.syncs()).isGreaterThan(MINUTES * 11L); // each record has one
  }

  private void put(Outbox outbox, int minute) {
    put(outbox, opened(100 * minute));
    put(outbox, NumberedEvents.counted(100 * minute + 1));
    int number = 100 * minute + 2;
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      CloudEvent stored = NumberedEvents.stored(number++, kind);
      payload += 2L * CloudEventCodec.write(stored).length; // in the list, then announced
      assertThat(outbox.put(file(minute, kind), stored)).isInstanceOf(Kept.class);
    }
    put(outbox, NumberedEvents.closed(100 * minute + 9));
  }

  private void put(Outbox outbox, CloudEvent event) {
    payload += CloudEventCodec.write(event).length;
    assertThat(outbox.put(event)).isInstanceOf(Kept.class);
  }

  private void report(TestReporter reporter, Written written, long kernel) {
    reporter.publishEntry(
        "outbox at one incident a minute",
        "%.1f KB of messages an incident; %.1f KB and %.1f syncs metered; the kernel counts %.1f KB, %.1f times the messages"
            .formatted(
                payload / 1e3 / MINUTES,
                written.bytes() / 1e3 / MINUTES,
                (double) written.syncs() / MINUTES,
                kernel / 1e3 / MINUTES,
                (double) kernel / payload));
  }

  /** What this process had the kernel write, in whole pages; a file system's journal is more. */
  private static long writtenByTheKernel() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("write_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
        .findFirst()
        .orElse(0);
  }

  private Path file(int minute, Evidence.Kind kind) {
    return folder.resolve("evidence/%d/%s".formatted(minute, kind.fileName()));
  }

  private static CloudEvent opened(int number) {
    var zone =
        new Zone(
            new ZoneId("hazard"),
            "Hazard zone",
            new Polygon(List.of(new Point(0.2, 0.5), new Point(0.7, 0.5), new Point(0.6, 0.3))),
            Anchor.CENTRE,
            List.of());
    var head = new Detection(new Label("head"), 0.87, new BoundingBox(0.31, 0.32, 0.41, 0.42));
    return NumberedEvents.event(
        number,
        new IncidentOpened(
            NumberedEvents.incident(number),
            zone,
            new RuleId("missing-ppe"),
            Severity.ALARM,
            NumberedEvents.START,
            new ModelVersion("ppe", "1", Digest.of(new byte[0])),
            1920,
            1080,
            head,
            Collections.nCopies(5, head)));
  }
}
