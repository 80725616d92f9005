package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final OutboxConfig CONFIG = OutboxConfig.defaults().at(4, 2, Duration.ofMillis(1));

  private final Path folder;

  OutboxTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void eventsArriveOnceAndInOrderOverAReopening() throws InterruptedException {
    Hub down = new Hub(attempt -> new Delivery.Retry("no network"));
    try (Outbox outbox = Outboxes.open(folder, CONFIG, down)) {
      IntStream.range(0, 10).forEach(i -> outbox.put(closed(i)));
    }
    Hub up = new Hub(attempt -> new Delivery.Sent());

    try (Outbox outbox = Outboxes.open(folder, CONFIG, up)) {
      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
    }

    assertThat(up.sent())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(OutboxTest::closed).toList());
  }

  @Test
  void failedAttemptIsRepeatedUntilItWorks() throws InterruptedException {
    Hub flaky = new Hub(attempt -> attempt > 10 ? new Delivery.Sent() : new Delivery.Retry("busy"));
    try (Outbox outbox = Outboxes.open(folder, CONFIG, flaky)) {
      IntStream.range(0, 5).forEach(i -> outbox.put(closed(i)));

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.trouble()).isEmpty();
    }
    assertThat(flaky.sent()).containsExactly(closed(0), closed(1), closed(2), closed(3), closed(4));
  }

  @Test
  void poisonIsSetAsideAndTheRestGetsItsTurn() throws Exception {
    Hub picky =
        new Hub(attempt -> attempt == 1 ? new Delivery.Poison("too large") : new Delivery.Sent());
    try (Outbox outbox = Outboxes.open(folder, CONFIG, picky)) {
      outbox.put(closed(1));
      outbox.put(closed(2));

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.poisoned()).isEqualTo(1);
    }
    assertThat(folder.resolve("outbox/poison/incidents-0")).content().contains("incident.closed");
    assertThat(picky.sent()).containsExactly(closed(2));
  }

  @Test
  void storedFileIsAnnouncedAndRemoved() throws Exception {
    Hub hub = new Hub(attempt -> new Delivery.Sent());
    Path file = Files.writeString(folder.resolve("snapshot.jpg"), "jpeg");
    CloudEvent stored = event(7, media());
    try (Outbox outbox = Outboxes.open(folder, CONFIG, hub)) {
      outbox.put(file, stored);

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
    }

    assertThat(hub.uploaded).containsExactly("jpeg");
    assertThat(hub.sent()).containsExactly(stored);
    assertThat(file).doesNotExist();
  }

  /** It may be the only copy there is. */
  @Test
  void fileThatTheHubWillNeverTakeStaysForAPersonToLookAt() throws Exception {
    Path file = Files.writeString(folder.resolve("clip.mp4"), "mpeg");
    Hub picky =
        new Hub(attempt -> new Delivery.Sent()) {
          @Override
          public Delivery upload(Path upload, FileStored stored) {
            return new Delivery.Poison("400 InvalidBlockList");
          }
        };
    try (Outbox outbox = Outboxes.open(folder, CONFIG, picky)) {
      outbox.put(file, event(7, media()));

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertThat(outbox.poisoned()).isEqualTo(1);
    }
    assertThat(file).hasContent("mpeg");
  }

  private static MediaStored media() {
    Evidence evidence =
        new Evidence(Evidence.Kind.SNAPSHOT, "pi-1/gate/a", 4, Digest.of(new byte[0]));
    return new MediaStored(new IncidentId(new UUID(1, 1)), evidence);
  }

  private static CloudEvent closed(int number) {
    Instant ended = Instant.parse("2026-01-01T08:00:00Z").plusSeconds(number);
    return event(number, new IncidentClosed(new IncidentId(new UUID(1, number)), ended));
  }

  private static CloudEvent event(int number, DeviceMessage message) {
    return new CloudEvent(
        new MessageId(new UUID(0x7000, number)),
        new EventSource(new DeviceId("pi-1"), new CameraId("gate")),
        Instant.parse("2026-01-01T08:00:00Z"),
        message);
  }

  /** A hub that answers the n-th attempt, counted from 1, as it is told. */
  private static class Hub implements Uplink {
    private final Function<Integer, Delivery> answers;
    private final List<CloudEvent> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<String> uploaded = Collections.synchronizedList(new ArrayList<>());
    private int attempts;

    Hub(Function<Integer, Delivery> answers) {
      this.answers = answers;
    }

    List<CloudEvent> sent() {
      return List.copyOf(sent);
    }

    private synchronized Delivery answer() {
      return answers.apply(++attempts);
    }

    @Override
    public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
      Delivery delivery = answer();
      if (delivery instanceof Delivery.Sent) {
        sent.add(event);
      }
      return CompletableFuture.completedFuture(delivery);
    }

    @Override
    public Delivery upload(Path file, FileStored stored) {
      try {
        uploaded.add(Files.readString(file));
        return new Delivery.Sent();
      } catch (IOException e) {
        return new Delivery.Poison(e.toString());
      }
    }
  }
}
