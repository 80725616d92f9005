package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What happens, in plain words. */
final class Story {
  private Story() {}

  static String opened(JsonNode incident) {
    return "%s at camera %s, %s: row in the database after %d ms, the site engineer's message after %d ms."
        .formatted(
            what(incident),
            incident.path("camera").asText(),
            incident.path("zoneName").asText(incident.path("zone").path("name").asText()),
            sinceCapture(incident, "receivedAt").toMillis(),
            sinceCapture(incident, "notifiedAt").toMillis());
  }

  static String changed(JsonNode summary) {
    return "%s at camera %s, %s: %s%s"
        .formatted(
            what(summary),
            summary.path("camera").asText(),
            summary.path("zoneName").asText(),
            summary.path("state").asText().toLowerCase(Locale.ROOT),
            summary.path("endedAt").isTextual() ? ", the situation has ended" : "");
  }

  /** Time from the instant at which the camera saw it to a named instant of the incident. */
  static Duration sinceCapture(JsonNode incident, String instant) {
    return Duration.between(
        Instant.parse(incident.path("capturedAt").asText()),
        Instant.parse(incident.path(instant).asText()));
  }

  private static String what(JsonNode incident) {
    String label = incident.path("label").asText(incident.path("subject").path("label").asText());
    return "A " + ("head".equals(label) ? "bare head" : label);
  }
}
