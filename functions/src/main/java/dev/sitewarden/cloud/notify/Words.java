package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What a person is told; short enough for a phone's lock screen. */
record Words(String subject, String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  static Words opened(IncidentEntity incident, URI page) {
    String subject = subject(incident);
    return new Words(subject, about(subject, incident, page));
  }

  static Words escalated(IncidentEntity incident, Duration waited, URI page) {
    String subject = "Nobody has acknowledged: " + subject(incident);
    String text = "%s (for %d min)".formatted(subject, waited.toMinutes());
    return new Words(subject, about(text, incident, page));
  }

  private static String subject(IncidentEntity incident) {
    return "%s: %s in %s"
        .formatted(incident.severity(), incident.subject().label(), incident.zoneName());
  }

  private static String about(String what, IncidentEntity incident, URI page) {
    return "%s, camera %s of %s, %s. Look at it: %s"
        .formatted(
            what,
            incident.camera(),
            incident.device(),
            TIME.format(incident.capturedAt()),
            page.resolve("/incident/view.html?id=" + incident.situation()));
  }
}
