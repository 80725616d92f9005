package dev.sitewarden.edge.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import java.io.IOException;
import java.util.Optional;

/** Writes what is seen on a camera for the page; without a frame, only the camera's name. */
final class ShownJson {
  private ShownJson() {}

  static void write(String camera, Optional<Shown> shown, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("camera", camera);
    if (shown.isPresent()) {
      write(shown.get(), json);
    }
    json.writeEndObject();
  }

  private static void write(Shown shown, JsonGenerator json) throws IOException {
    json.writeNumberField("number", shown.number());
    json.writeStringField("captured_at", shown.capturedAt().toString());
    json.writeNumberField("age_ms", (System.nanoTime() - shown.shownNanos()) / 1_000_000);
    json.writeNumberField("width", shown.widthPx());
    json.writeNumberField("height", shown.heightPx());
    json.writeArrayFieldStart("tracks");
    for (Track track : shown.tracks()) {
      write(track, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("zones");
    for (Zone zone : shown.zones()) {
      write(zone, shown.inside(zone), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    for (Count count : shown.counts()) {
      write(count, json);
    }
    json.writeEndArray();
  }

  private static void write(Zone zone, long inside, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", zone.id().value());
    json.writeStringField("name", zone.name());
    json.writeNumberField("inside", inside);
    json.writeEndObject();
  }

  private static void write(Count count, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("zone", count.zone().value());
    json.writeStringField("rule", count.rule().value());
    json.writeStringField("name", count.name());
    json.writeNumberField("value", count.value());
    json.writeEndObject();
  }

  private static void write(Track track, JsonGenerator json) throws IOException {
    BoundingBox box = track.detection().box();
    json.writeStartObject();
    json.writeNumberField("id", track.id().value());
    json.writeStringField("label", track.detection().label().value());
    json.writeNumberField("score", track.detection().score());
    json.writeArrayFieldStart("box");
    for (double side : new double[] {box.left(), box.top(), box.right(), box.bottom()}) {
      json.writeNumber(side);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
