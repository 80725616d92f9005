package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.hub.MethodHandler;
import dev.sitewarden.edge.incident.Handover.Kept;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real hub, as a process, while the outbox sends to it. */
@Timeout(300)
class HubKilledTest {
  private static final int INCIDENTS = 500;
  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;

  HubKilledTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void incidentsOfAHubThatIsKilledInMidStreamAreNeitherLostNorDoubledInEffect(TestReporter reporter)
      throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("hub"));
        HubUplink uplink = open(hub);
        Outbox outbox = Outboxes.open(folder.resolve("state"), OutboxConfig.defaults(), uplink)) {
      for (int kill = 0; kill < KILLS; kill++) {
        put(outbox, kill * INCIDENTS / KILLS, (kill + 1) * INCIDENTS / KILLS);
        hub.awaitEvents(2 * kill * INCIDENTS / KILLS + 50);
        hub.kill();
        assertThat(outbox.waiting()).as("under way or waiting at the kill").isPositive();
        hub.restart();
      }

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      assertArrived(hub.events(), reporter);
    }
  }

  private static void put(Outbox outbox, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(outbox.put(NumberedEvents.updated(2 * i, NumberedEvents.incident(i))))
          .isInstanceOf(Kept.class);
      assertThat(outbox.put(NumberedEvents.closed(2 * i + 1, NumberedEvents.incident(i))))
          .isInstanceOf(Kept.class);
    }
  }

  /** By its ids, which are what the cloud goes by: each is there, and says the same each time. */
  private static void assertArrived(List<String> arrived, TestReporter reporter) {
    List<CloudEvent> events =
        arrived.stream()
            .map(json -> CloudEventCodec.read(json.getBytes(StandardCharsets.UTF_8)))
            .toList();
    Map<MessageId, List<CloudEvent>> byId =
        events.stream().collect(Collectors.groupingBy(CloudEvent::id));
    reporter.publishEntry(
        KILLS + " kills of the hub", events.size() - byId.size() + " events arrived again");
    assertThat(byId).hasSize(2 * INCIDENTS);
    assertThat(byId.values()).allSatisfy(same -> assertThat(same).containsOnly(same.getFirst()));
    for (int i = 0; i < INCIDENTS; i++) {
      var incident = NumberedEvents.incident(i);
      assertThat(events.stream().map(CloudEvent::data))
          .filteredOn(data -> ((OfIncident) data).incident().equals(incident))
          .first()
          .isInstanceOf(IncidentUpdated.class);
    }
  }

  private static HubUplink open(HubProcess hub) throws Exception {
    return HubUplink.open(
        hub.config(),
        InstantSource.system(),
        (version, json) -> {},
        (method, json) -> new MethodHandler.Answer(404, "null"));
  }
}
