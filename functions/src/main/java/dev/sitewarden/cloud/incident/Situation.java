package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What makes two incidents the same again: the rule, in the zone, of the camera, of the device. */
@RegisterForReflection
record Situation(String device, String camera, String zone, String rule) {

  static Situation of(IncidentEntity incident) {
    return new Situation(incident.device, incident.camera, incident.zone.id(), incident.rule);
  }

  /** The situation of a message that opens an incident; of no other message. */
  static Stream<Situation> opening(DeviceEvent message) {
    return message.event().data() instanceof IncidentOpened opened
        ? Stream.of(
            new Situation(
                message.device().value(),
                message.event().source().camera().value(),
                opened.zone().id().value(),
                opened.rule().value()))
        : Stream.empty();
  }

  /**
   * The key of its lock: 63 bits of SHA-256, as far from the incidents' as those from each other.
   */
  long lockKey() {
    String text = String.join("/", "situation", device, camera, zone, rule);
    String hex = Digest.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
    return Long.parseUnsignedLong(hex.substring(0, 16), 16);
  }
}
