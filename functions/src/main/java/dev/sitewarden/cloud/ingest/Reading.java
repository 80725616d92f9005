package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.domain.wire.TraceParent;
import dev.sitewarden.domain.wire.UnknownTypeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What an event turned out to be once it was read. */
sealed interface Reading {
  HubEvent raw();

  /** Where it stands in a trace, if it does. */
  default Optional<TraceParent> place() {
    return this instanceof Understood one ? one.message().event().trace() : Optional.empty();
  }

  /** A message that says what it should, from the device it claims to be from. */
  record Understood(HubEvent raw, DeviceEvent message) implements Reading {
    /** What makes two arrivals the same message. */
    record Key(DeviceId device, MessageId id) {}

    Key key() {
      return new Key(message.device(), message.event().id());
    }
  }

  /** A message that no retry can help; {@code code} sorts dead letters. */
  record Unreadable(HubEvent raw, String code, String reason) implements Reading {}

  /** A message whose effect was refused. */
  record Refusal(Understood message, String reason) {
    Unreadable letter() {
      return new Unreadable(message.raw(), "refused", reason);
    }
  }

  static Reading of(HubEvent raw, Instant receivedAt) {
    if (raw.device().isEmpty()) {
      return new Unreadable(raw, "no-device", "the hub did not say which device was connected");
    }
    try {
      DeviceId device = new DeviceId(raw.device().get());
      CloudEvent event = CloudEventCodec.read(raw.body().getBytes(StandardCharsets.UTF_8));
      if (!event.source().device().equals(device)) {
        return new Unreadable(
            raw,
            "wrong-device",
            "device %s was connected, the message says it is from %s"
                .formatted(device, event.source()));
      }
      return new Understood(raw, new DeviceEvent(device, event, receivedAt));
    } catch (UnknownTypeException e) {
      return new Unreadable(raw, "unknown-type", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Unreadable(raw, "invalid", String.valueOf(e.getMessage()));
    }
  }
}
