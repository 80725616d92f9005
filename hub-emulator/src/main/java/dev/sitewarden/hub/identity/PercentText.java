package dev.sitewarden.hub.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text as devices send it in tokens, topics and paths; a plus sign stays one. */
public final class PercentText {
  private PercentText() {}

  /** Decodes {@code %XX} as UTF-8; a broken escape is an {@link IllegalArgumentException}. */
  public static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
