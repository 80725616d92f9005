package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps messages that overtook the one which opens their incident. They are applied, and removed
 * from here, in the transaction that opens it.
 */
@Singleton
class EarlyMessages {
  private static final Comparator<DeviceEvent> IN_ORDER =
      Comparator.comparing(message -> message.event().id().value());
  private static final RowInsert ROWS =
      new RowInsert(
          "early_message", List.of("device", "id", "incident_id", "event", "received_at"));
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

  /** Keeps messages, all of which are about an incident, inside the caller's transaction. */
  Uni<Void> keep(List<DeviceEvent> messages) {
    JsonRows rows = new JsonRows();
    messages.forEach(message -> rows.add(json -> write(message, json)));
    return ROWS.insert(rows);
  }

  private static void write(DeviceEvent message, JsonGenerator json) throws IOException {
    CloudEvent event = message.event();
    json.writeStringField("device", message.device().value());
    json.writeStringField("id", event.id().toString());
    json.writeStringField("incident_id", ((OfIncident) event.data()).incident().toString());
    json.writeStringField(
        "event", new String(CloudEventCodec.write(event), StandardCharsets.UTF_8));
    json.writeStringField("received_at", message.receivedAt().toString());
  }

  /** Takes what the incidents' own devices said about them, in the order in which it was said. */
  Uni<List<DeviceEvent>> take(Collection<IncidentEntity> opened) {
    if (opened.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Sql.of(TAKE)
        .unflushed()
        .with("incidents", joined(opened, incident -> incident.id.toString()))
        .with("devices", joined(opened, incident -> incident.device))
        .list(String.class)
        .map(events -> events.stream().map(this::read).sorted(IN_ORDER).toList());
  }

  private static String joined(
      Collection<IncidentEntity> incidents, Function<IncidentEntity, String> part) {
    return incidents.stream().map(part).collect(Collectors.joining(","));
  }

  /** The device is checked already: it is the one that the source names. */
  DeviceEvent read(String text) {
    CloudEvent event = CloudEventCodec.read(text.getBytes(StandardCharsets.UTF_8));
    return new DeviceEvent(event.source().device(), event, clock.instant());
  }
}
