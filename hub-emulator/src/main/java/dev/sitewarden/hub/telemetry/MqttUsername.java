package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.HubNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The username of CONNECT: {@code {host}/{device}[/{module}]/?api-version=2021-04-12&...}. */
record MqttUsername(String host, String identity) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([^/]+)/([^/]+(?:/[^/?]+)?)/\\?(?:[^&]*&)*api-version=[0-9]{4}-[0-9]{2}-[0-9]{2}.*");

  MqttUsername {
    if (!HubNames.contains(host)) {
      throw new IllegalArgumentException(
          "the username's host must be %s or %s, got '%s'"
              .formatted(HubNames.LOCALHOST, HubNames.LOOPBACK, host));
    }
  }

  /** Reads it; anything else is an {@link IllegalArgumentException}. */
  static MqttUsername parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the username must be {host}/{device}[/{module}]/?api-version=2021-04-12, got '%s'"
              .formatted(text));
    }
    return new MqttUsername(matcher.group(1), matcher.group(2));
  }
}
