package dev.sitewarden.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one showing of the demo came to.
 *
 * @param started when the demo was started
 * @param loop the incident that was resolved, and its label
 * @param edgeFigures the edge's own figures, one JSON object
 * @param services hub and cloud, still running
 */
record Summary(Instant started, Loop loop, String edgeFigures, List<Part> services) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line of JSON; times in milliseconds, memory in MB. */
  String toJson() {
    JsonNode incident = loop.incident();
    ObjectNode summary = JSON.createObjectNode();
    summary.put("incident", incident.path("id").asText());
    summary.put("state", incident.path("state").asText());
    summary.put("verdict", incident.path("verdict").asText());
    summary.put("labels", loop.labels().path("annotations").size());
    summary.put("notifications", loop.notifications().path("items").size());
    summary.put("start_to_first_incident_ms", Duration.between(started, loop.seen()).toMillis());
    summary.put("capture_to_row_ms", Story.sinceCapture(incident, "receivedAt").toMillis());
    summary.put(
        "capture_to_notification_ms", Story.sinceCapture(incident, "notifiedAt").toMillis());
    ObjectNode rss = summary.putObject("peak_rss_mb");
    services.forEach(part -> rss.put(part.name(), part.peakRssMb()));
    try {
      JsonNode edge = JSON.readTree(edgeFigures);
      for (String figure : List.of("incidents", "fps", "drops")) {
        summary.set(figure, edge.path(figure));
      }
      summary.set("edge", edge);
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new DemoException("the edge's last line is no JSON: " + edgeFigures);
    }
  }
}
