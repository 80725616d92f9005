package dev.sitewarden.edge.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import dev.sitewarden.domain.vision.ZoneId;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a replay would have raised and counted, for people and for programs. */
final class ReplayReport {
  private static final JsonFactory JSON = new JsonFactory();

  private record Place(CameraId camera, ZoneId zone) {}

  private final Map<IncidentId, ReplayedIncident> incidents = new LinkedHashMap<>();
  private final Map<Place, ZoneTotal> zones = new LinkedHashMap<>();
  private long frames;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;
  private boolean isOnlyEvidence;

  /** A report of all zones of a document. */
  ReplayReport(DesiredProperties settings) {
    settings
        .zones()
        .forEach(
            (camera, drawn) ->
                drawn.forEach(zone -> zones.put(new Place(camera, zone.id()), new ZoneTotal())));
  }

  void frame(Instant at) {
    frames++;
    from = at.isBefore(from) ? at : from;
    to = at.isAfter(to) ? at : to;
  }

  /** Only what is around incidents was recorded. */
  void onlyEvidence() {
    isOnlyEvidence = true;
  }

  /** The evidence of two incidents may show the same frames. */
  void raised(ReplayedIncident incident) {
    if (incidents.putIfAbsent(incident.id(), incident) == null) {
      total(incident.camera(), incident.raised().zone().id()).raised();
    }
  }

  void ended(IncidentId id, Instant at) {
    incidents.computeIfPresent(id, (same, incident) -> incident.endedAt(at));
  }

  void counted(CameraId camera, ZoneCount count) {
    count.labels().forEach(total(camera, count.zone())::add);
  }

  private ZoneTotal total(CameraId camera, ZoneId zone) {
    return zones.computeIfAbsent(new Place(camera, zone), place -> new ZoneTotal());
  }

  /** A line for each incident, then one for each zone. */
  String toText() {
    var text = new StringBuilder();
    incidents.values().forEach(incident -> text.append(line(incident)));
    text.append("%d incidents in %d frames".formatted(incidents.size(), frames));
    text.append(frames == 0 ? "" : ", %s to %s".formatted(from, to));
    text.append(isOnlyEvidence ? ", all of them around incidents\n" : "\n");
    zones.forEach((place, total) -> text.append(lines(place, total)));
    return text.toString();
  }

  private static String line(ReplayedIncident incident) {
    Rule rule = incident.raised().rule();
    Detection subject = incident.raised().subject().detection();
    return String.format(
        Locale.ROOT,
        "%-24s  %-24s  %-10s  %-20s  %-16s  %-8s  %s %.2f%n",
        incident.raised().at(),
        incident.endedAt(),
        incident.camera(),
        incident.raised().zone().id(),
        rule.id(),
        severity(rule),
        subject.label(),
        subject.score());
  }

  private static String severity(Rule rule) {
    return rule.terms().severity().name().toLowerCase(Locale.ROOT);
  }

  private static String lines(Place place, ZoneTotal total) {
    var text = new StringBuilder();
    text.append(
        "zone %s of %s: %d incidents%n".formatted(place.zone(), place.camera(), total.incidents()));
    for (LabelCount count : total.labels().values()) {
      text.append(
          "  %s: %d at once at most, %d entered, %d left, %d in, %d out%n"
              .formatted(
                  count.label(),
                  count.most(),
                  count.entered(),
                  count.left(),
                  count.in(),
                  count.out()));
    }
    return text.toString();
  }

  /** One JSON object; keys as on the wire. */
  String toJson() {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("frames", frames);
      if (frames > 0) {
        json.writeStringField("from", from.toString());
        json.writeStringField("to", to.toString());
      }
      json.writeBooleanField("only_evidence", isOnlyEvidence);
      json.writeArrayFieldStart("incidents");
      for (ReplayedIncident incident : incidents.values()) {
        write(incident, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("zones");
      for (var zone : zones.entrySet()) {
        write(zone.getKey(), zone.getValue(), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return text.toString();
  }

  private static void write(ReplayedIncident incident, JsonGenerator json) throws IOException {
    Detection subject = incident.raised().subject().detection();
    BoundingBox box = subject.box();
    json.writeStartObject();
    json.writeStringField("incident_id", incident.id().toString());
    json.writeStringField("camera", incident.camera().value());
    json.writeStringField("zone_id", incident.raised().zone().id().value());
    json.writeStringField("rule_id", incident.raised().rule().id().value());
    json.writeStringField("severity", severity(incident.raised().rule()));
    json.writeStringField("captured_at", incident.raised().at().toString());
    json.writeStringField("ended_at", incident.endedAt().toString());
    json.writeObjectFieldStart("subject");
    json.writeStringField("label", subject.label().value());
    json.writeNumberField("score", subject.score());
    json.writeFieldName("box");
    json.writeArray(new double[] {box.left(), box.top(), box.right(), box.bottom()}, 0, 4);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(Place place, ZoneTotal total, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("camera", place.camera().value());
    json.writeStringField("zone_id", place.zone().value());
    json.writeNumberField("incidents", total.incidents());
    json.writeArrayFieldStart("labels");
    for (LabelCount count : total.labels().values()) {
      json.writeStartObject();
      json.writeStringField("label", count.label().value());
      json.writeNumberField("most", count.most());
      json.writeNumberField("entered", count.entered());
      json.writeNumberField("left", count.left());
      json.writeNumberField("in", count.in());
      json.writeNumberField("out", count.out());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
