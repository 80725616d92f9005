package dev.sitewarden.domain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads the lines of a detections log, and reads the {@code detections.json} of an
 * incident's evidence. Times and numbers keep all their digits, so that what is run again is what
 * ran. Any thread.
 */
public final class DetectionsCodec {
  private static final Comparator<Label> BY_NAME = Comparator.comparing(Label::value);

  private DetectionsCodec() {}

  /**
   * What an incident's evidence says.
   *
   * @param source who saw it; empty in files of devices of before 2026-12
   * @param looks only detections that counted, only around the incident
   */
  public record Evidence(Optional<EventSource> source, List<Look> looks) {
    public Evidence {
      looks = List.copyOf(looks);
    }
  }

  /** A line, without its end. */
  public static byte[] write(RecordedDetections line) {
    return switch (line) {
      case Opening opening -> JsonText.write(json -> write(opening, json));
      case Look look -> JsonText.write(json -> write(look, json));
    };
  }

  private static void write(Opening opening, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", opening.source().toString());
    json.writeStringField("since", opening.since().toString());
    json.writeArrayFieldStart("thresholds");
    for (Label label : opening.thresholds().keySet().stream().sorted(BY_NAME).toList()) {
      json.writeStartObject();
      json.writeStringField("label", label.value());
      json.writeNumberField("score", opening.thresholds().getOrDefault(label, 0.0));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Look look, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("captured_at", look.at().toString());
    DeviceMessageWriter.writeDetections("detections", look.detections(), json);
    json.writeEndObject();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none; the message names the key
   */
  public static RecordedDetections read(byte[] line) {
    JsonObject json = JsonText.read(line);
    return json.has("source") ? readOpening(json) : readLook(json);
  }

  private static Opening readOpening(JsonObject json) {
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    for (JsonObject threshold : json.objects("thresholds")) {
      thresholds.put(
          threshold.parsed("label", Label::new), threshold.number("score", Double::valueOf));
    }
    return new Opening(
        json.parsed("source", EventSource::parse),
        json.parsed("since", DetectionsCodec::toInstant),
        thresholds);
  }

  private static Look readLook(JsonObject json) {
    Instant at = json.parsed("captured_at", DetectionsCodec::toInstant);
    List<Detection> detections = DeviceMessageReader.readDetections(json, "detections");
    return new Look(at, detections);
  }

  private static Instant toInstant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be an instant, got '%s'".formatted(text), e);
    }
  }

  /**
   * Reads a {@code detections.json}.
   *
   * @throws IllegalArgumentException if it is none; the message names the key
   */
  public static Evidence readEvidence(byte[] file) {
    JsonObject json = JsonText.read(file);
    List<Look> looks = new ArrayList<>();
    for (JsonObject frame : json.objects("frames")) {
      looks.add(readLook(frame));
    }
    return new Evidence(json.maybe("source", key -> json.parsed(key, EventSource::parse)), looks);
  }
}
