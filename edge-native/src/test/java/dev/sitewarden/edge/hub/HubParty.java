package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.edge.outbox.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Somebody at the hub, whoever that is: sends, is told things, answers and uploads. */
final class HubParty implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-01-01T08:00:00Z");
  private static final IncidentId INCIDENT = new IncidentId(new UUID(1, 2));

  private final DeviceId device;
  private final HubUplink uplink;
  private final BlockingQueue<String> desired = new LinkedBlockingQueue<>();
  private int sent;

  HubParty(HubConfig config, InstantSource clock) {
    this.device = config.device();
    this.uplink =
        HubUplink.open(
            config,
            clock,
            (version, json) -> desired.add(new String(json, StandardCharsets.UTF_8)),
            (method, json) -> new MethodHandler.Answer(200, "\"%s is done\"".formatted(method)));
  }

  HubParty(HubConfig config) {
    this(config, InstantSource.system());
  }

  /** Sends an event once. */
  Delivery send() throws Exception {
    var event =
        new CloudEvent(
            new MessageId(new UUID(0x7000, sent++)),
            new EventSource(device, new CameraId("gate")),
            AT,
            new IncidentClosed(INCIDENT, AT));
    return uplink
        .send(event, CloudEventCodec.write(event))
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Sends, as the outbox does, until it has arrived or the answer is a refusal that is awaited. */
  Delivery sendUntil(Predicate<Delivery> awaited) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    Delivery delivery = send();
    while (!awaited.test(delivery)) {
      assertThat(System.nanoTime()).as("in time; last: %s", delivery).isLessThan(end);
      delivery = send();
    }
    return delivery;
  }

  Delivery upload(Path file, String path) {
    return uplink.upload(
        file,
        new MediaStored(
            INCIDENT, new Evidence(Evidence.Kind.CLIP, path, 1, Digest.of(new byte[0]))));
  }

  /** Waits for desired properties that say so. */
  void awaitDesired(String text) throws Exception {
    String last = "nothing";
    while (!last.contains(text)) {
      String next = desired.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("after %s", last).isNotNull();
      last = String.valueOf(next);
    }
  }

  @Override
  public void close() {
    uplink.close();
  }
}
