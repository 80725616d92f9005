package dev.sitewarden.hub.methods;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A call of a method. Source of the limits: azure-docs, "Understand and invoke direct methods from
 * IoT Hub".
 *
 * @param name 1..100 characters that fit into a topic
 * @param payload any JSON value, at most 128 KB
 * @param patience how long the hub waits for a device that is away, at most 300 s
 * @param limit how long a device may take to answer, 5..300 s
 */
public record MethodCall(String name, Buffer payload, Duration patience, Duration limit) {
  /** Payloads of calls and of answers. */
  static final int MAX_PAYLOAD_BYTES = 128 * 1024;

  private static final Pattern NAME = Pattern.compile("[^/+#?\\p{Cntrl}]{1,100}");

  public MethodCall {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "methodName must have 1..100 characters without '/', '+', '#' and '?', got '%s'"
              .formatted(name));
    }
    if (payload.length() > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "the payload of method '%s' has %d bytes, at most %d are allowed"
              .formatted(name, payload.length(), MAX_PAYLOAD_BYTES));
    }
    requireSeconds("connectTimeoutInSeconds", patience, 0);
    requireSeconds("responseTimeoutInSeconds", limit, 5);
  }

  private static void requireSeconds(String what, Duration time, int least) {
    if (time.toSeconds() < least || time.toSeconds() > 300) {
      throw new IllegalArgumentException(
          "%s must be %d..300, got %d".formatted(what, least, time.toSeconds()));
    }
  }
}
