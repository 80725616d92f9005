package dev.sitewarden.cloud.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where Communication Services are, and the key to them. */
record ConnectionString(String endpoint, String accessKey) {
  private static final Pattern SHAPE =
      Pattern.compile("endpoint=(https://[^;]+?)/?;accesskey=([A-Za-z0-9+/=]+);?");

  /** Reads what the portal shows; the complaint never holds the key. */
  static ConnectionString parse(String text) {
    Matcher parts = SHAPE.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "cloud.azure.communication.connection-string must look like"
              + " endpoint=https://<name>.communication.azure.com/;accesskey=<base64>,"
              + " this one of %d characters does not".formatted(text.length()));
    }
    return new ConnectionString(parts.group(1), parts.group(2));
  }

  @Override
  public String toString() {
    return endpoint;
  }
}
