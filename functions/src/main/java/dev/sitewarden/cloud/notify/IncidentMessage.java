package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What a person is told about a new incident; short enough for a phone's lock screen. */
record IncidentMessage(String subject, String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  static IncidentMessage of(IncidentEntity incident, URI page) {
    String subject =
        "%s: %s in %s"
            .formatted(incident.severity(), incident.subject().label(), incident.zone().name());
    String text =
        "%s, camera %s of %s, %s. Look at it: %s"
            .formatted(
                subject,
                incident.camera(),
                incident.device(),
                TIME.format(incident.capturedAt()),
                page.resolve("/incident/view.html?id=" + incident.id()));
    return new IncidentMessage(subject, text);
  }
}
