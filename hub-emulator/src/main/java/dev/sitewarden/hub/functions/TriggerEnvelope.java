package dev.sitewarden.hub.functions;

import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.telemetry.Telemetry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A batch as the Functions host posts it to a custom handler: {@code {"Data":{"messages":..},
 * "Metadata":{..}}}, where every array and object is JSON <em>inside a string</em>, and each
 * message is a string again.
 */
final class TriggerEnvelope {
  private static final JsonObject PARTITION =
      new JsonObject()
          .put("FullyQualifiedNamespace", "localhost")
          .put("EventHubName", "sitewarden")
          .put("ConsumerGroup", "$Default")
          .put("PartitionId", "0");

  private TriggerEnvelope() {}

  /** The envelope's UTF-8 bytes; every array has one entry per event, in the same order. */
  static Buffer of(String function, Instant now, List<QueuedEvent> events) {
    JsonObject metadata =
        new JsonObject()
            .put("PartitionContext", PARTITION.encode())
            .put("PartitionKeyArray", array(events, e -> e.telemetry().sender().device().value()))
            .put("OffsetArray", array(events, e -> String.valueOf(e.sequence())))
            .put("SequenceNumberArray", array(events, QueuedEvent::sequence))
            .put("EnqueuedTimeUtcArray", array(events, e -> enqueued(e.telemetry())))
            .put("PropertiesArray", array(events, TriggerEnvelope::properties))
            .put("SystemPropertiesArray", array(events, TriggerEnvelope::systemProperties))
            .put("sys", sys(function, now));
    String messages = array(events, e -> e.telemetry().body().toString(StandardCharsets.UTF_8));
    return new JsonObject()
        .put("Data", new JsonObject().put("messages", messages))
        .put("Metadata", metadata)
        .toBuffer();
  }

  private static String array(List<QueuedEvent> events, Function<QueuedEvent, Object> value) {
    return new JsonArray(events.stream().map(value).toList()).encode();
  }

  private static JsonObject properties(QueuedEvent event) {
    JsonObject json = new JsonObject();
    event.telemetry().properties().application().forEach(json::put);
    return json;
  }

  private static JsonObject systemProperties(QueuedEvent event) {
    Telemetry telemetry = event.telemetry();
    JsonObject json = new JsonObject();
    telemetry.properties().system().forEach(json::put);
    IdentityId sender = telemetry.sender();
    sender.module().ifPresent(m -> json.put("iothub-connection-module-id", m.value()));
    String scope = sender.module().isPresent() ? "module" : "device";
    return json.put("iothub-connection-device-id", sender.device().value())
        .put("iothub-connection-auth-method", authMethod(scope))
        .put("iothub-enqueuedtime", enqueued(telemetry))
        .put("iothub-message-source", "Telemetry")
        .put("x-opt-sequence-number", event.sequence())
        .put("x-opt-offset", String.valueOf(event.sequence()))
        .put("x-opt-enqueued-time", enqueued(telemetry))
        .put("x-opt-partition-key", sender.device().value());
  }

  private static String authMethod(String scope) {
    return "{\"scope\":\"%s\",\"type\":\"sas\",\"issuer\":\"iothub\",\"acceptingIpFilterRule\":null}"
        .formatted(scope);
  }

  private static JsonObject sys(String function, Instant now) {
    return new JsonObject()
        .put("MethodName", function)
        .put("UtcNow", now.toString())
        .put("RandGuid", UUID.randomUUID().toString());
  }

  private static String enqueued(Telemetry telemetry) {
    return telemetry.enqueuedAt().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
