package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Keeps messages that overtook the one which opens their incident. They are applied, and removed
 * from here, in the transaction that opens it.
 */
@Singleton
class EarlyMessages {
  private static final String KEEP =
      """
      insert into early_message (device, id, incident_id, event, received_at)
      values (:device, :id, :incident, :event, :at)
      """;
  private static final String TAKE =
      "delete from early_message where incident_id = :incident and device = :device returning event";

  Uni<Void> keep(DeviceEvent message, UUID incident) {
    String event = new String(CloudEventCodec.write(message.event()), StandardCharsets.UTF_8);
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(KEEP)
                    .setParameter("device", message.device().value())
                    .setParameter("id", message.event().id().value())
                    .setParameter("incident", incident)
                    .setParameter("event", event)
                    .setParameter("at", message.receivedAt())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Takes what the incident's own device said about it, in the order in which it was said. */
  Uni<List<CloudEvent>> take(IncidentEntity incident) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(TAKE, String.class)
                    .setParameter("incident", incident.id)
                    .setParameter("device", incident.device)
                    .getResultList())
        .map(
            events ->
                events.stream()
                    .map(event -> CloudEventCodec.read(event.getBytes(StandardCharsets.UTF_8)))
                    .sorted(Comparator.comparing(event -> event.id().value()))
                    .toList());
  }
}
