package dev.sitewarden.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one closed loop came to.
 *
 * @param started when the demo was started
 * @param seen when the site engineer first saw the incident
 * @param incident as it was resolved
 * @param labels the COCO export after the verdict
 * @param notifications what was sent
 */
record Summary(
    Instant started, Instant seen, JsonNode incident, JsonNode labels, JsonNode notifications) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line; {@code edgeFigures} is the edge's own JSON line. */
  String toJson(String edgeFigures, List<Part> services) {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("incident", incident.path("id").asText());
    summary.put("state", incident.path("state").asText());
    summary.put("verdict", incident.path("verdict").asText());
    summary.put("labels", labels.path("annotations").size());
    summary.put("notifications", notifications.path("items").size());
    summary.put("start_to_first_incident_ms", Duration.between(started, seen).toMillis());
    summary.put("capture_to_row_ms", Story.sinceCapture(incident, "receivedAt").toMillis());
    summary.put(
        "capture_to_notification_ms", Story.sinceCapture(incident, "notifiedAt").toMillis());
    ObjectNode rss = summary.putObject("peak_rss_mb");
    for (Part part : services) {
      rss.put(part.name(), part.peakRssMb());
    }
    try {
      summary.set("edge", JSON.readTree(edgeFigures));
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new DemoException("the edge's last line is no JSON: " + edgeFigures);
    }
  }
}
