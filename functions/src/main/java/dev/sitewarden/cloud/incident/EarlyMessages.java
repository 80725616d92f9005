package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.FlushMode;

/**
 * Keeps messages that overtook the one which opens their incident. They are applied, and removed
 * from here, in the transaction that opens it.
 */
@Singleton
class EarlyMessages {
  private static final Comparator<DeviceEvent> IN_ORDER =
      Comparator.comparing(message -> message.event().id().value());
  private static final String KEEP =
      """
      insert into early_message (device, id, incident_id, event, received_at)
      values (:device, :id, :incident, :event, :at)
      """;
  private static final String TAKE =
      """
      delete from early_message using
        unnest(cast(string_to_array(:incidents, ',') as uuid[]), string_to_array(:devices, ','))
          as opened (incident, device)
      where incident_id = opened.incident and early_message.device = opened.device
      returning event
      """;

  private final InstantSource clock;

  EarlyMessages(InstantSource clock) {
    this.clock = clock;
  }

  Uni<Void> keep(DeviceEvent message, UUID incident) {
    String event = new String(CloudEventCodec.write(message.event()), StandardCharsets.UTF_8);
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(KEEP)
                    .setFlushMode(FlushMode.MANUAL)
                    .setParameter("device", message.device().value())
                    .setParameter("id", message.event().id().value())
                    .setParameter("incident", incident)
                    .setParameter("event", event)
                    .setParameter("at", message.receivedAt())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Takes what the incidents' own devices said about them, in the order in which it was said. */
  Uni<List<DeviceEvent>> take(Collection<IncidentEntity> opened) {
    if (opened.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(TAKE, String.class)
                    .setFlushMode(FlushMode.MANUAL) // nothing that waits to be written matters here
                    .setParameter("incidents", joined(opened, incident -> incident.id.toString()))
                    .setParameter("devices", joined(opened, incident -> incident.device))
                    .getResultList())
        .map(events -> events.stream().map(this::read).sorted(IN_ORDER).toList());
  }

  private static String joined(
      Collection<IncidentEntity> incidents, Function<IncidentEntity, String> part) {
    return incidents.stream().map(part).collect(Collectors.joining(","));
  }

  /** The device is checked already: it is the one that the source names. */
  private DeviceEvent read(String text) {
    CloudEvent event = CloudEventCodec.read(text.getBytes(StandardCharsets.UTF_8));
    return new DeviceEvent(event.source().device(), event, clock.instant());
  }
}
