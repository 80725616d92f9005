package dev.sitewarden.domain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes and reads events as CloudEvents 1.0 in JSON structured mode; docs/wire.md shows every
 * message. Times have milliseconds, so that finer parts of an {@code Instant} are cut off. Any
 * thread.
 */
public final class CloudEventCodec {
  /** The most that the hub takes as one message, and the most that is read. */
  public static final int MAX_BYTES = 256 * 1024;

  /** The key that CloudEvents' extension for distributed tracing gives it. */
  private static final String TRACE = "traceparent";

  private CloudEventCodec() {}

  /**
   * The event's bytes, UTF-8 without line breaks.
   *
   * @throws IllegalArgumentException if they are more than {@link #MAX_BYTES}
   */
  public static byte[] write(CloudEvent event) {
    byte[] bytes = JsonText.write(json -> writeEvent(event, json));
    requireSize(bytes);
    return bytes;
  }

  /**
   * The event in the bytes; keys that are not known are skipped.
   *
   * @throws UnknownTypeException if the envelope is right and its type is not known
   * @throws IllegalArgumentException if anything else is wrong; the message names the key
   */
  public static CloudEvent read(byte[] bytes) {
    requireSize(bytes);
    JsonObject event = JsonText.read(bytes);
    if (!event.text("specversion").equals("1.0")) {
      throw new IllegalArgumentException(
          "specversion must be '1.0', got '%s'".formatted(event.text("specversion")));
    }
    if (event.has("datacontenttype") && !event.text("datacontenttype").equals("application/json")) {
      throw new IllegalArgumentException(
          "datacontenttype must be 'application/json', got '%s'"
              .formatted(event.text("datacontenttype")));
    }
    EventSource source = event.parsed("source", EventSource::parse);
    MessageId id = event.parsed("id", MessageId::parse);
    Instant time = event.parsed("time", TimeText::parse);
    DeviceMessage data = DeviceMessageReader.read(event.text("type"), event);
    requireCamera(source, data);
    return new CloudEvent(id, source, time, data, trace(event));
  }

  /** What is no such text is as good as missing. */
  private static Optional<TraceParent> trace(JsonObject event) {
    return event.fields().get(TRACE) instanceof String text
        ? TraceParent.read(text)
        : Optional.empty();
  }

  /** Only of itself a device speaks without naming a camera. */
  private static void requireCamera(EventSource source, DeviceMessage data) {
    boolean isOfDevice = data instanceof DeviceHealth || data instanceof DeviceMeasured;
    if (source.onlyCamera().isEmpty() && !isOfDevice) {
      throw new IllegalArgumentException(
          "source: source must be /devices/{device}[/modules/{module}]/cameras/{camera} for %s,"
                  .formatted(data.type())
              + " got '%s'".formatted(source));
    }
  }

  private static void writeEvent(CloudEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", event.id().toString());
    json.writeStringField("source", event.source().toString());
    json.writeStringField("type", event.data().type());
    json.writeStringField("time", TimeText.write(event.time()));
    json.writeStringField("datacontenttype", "application/json");
    if (event.trace().isPresent()) {
      json.writeStringField(TRACE, event.trace().get().toString());
    }
    json.writeObjectFieldStart("data");
    DeviceMessageWriter.write(event.data(), json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void requireSize(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "message must be at most %d bytes, got %d".formatted(MAX_BYTES, bytes.length));
    }
  }
}
