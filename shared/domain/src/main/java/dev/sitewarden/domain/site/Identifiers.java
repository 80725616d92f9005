package dev.sitewarden.domain.site;

import java.util.regex.Pattern;

/**
 * The one rule for names of sites, devices, cameras, zones, rules: they travel in MQTT topics, URLs
 * and paths.
 */
public final class Identifiers {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Identifiers() {}

  /**
   * Lets a name pass.
   *
   * @param what the complaint begins with it
   * @throws IllegalArgumentException if it is not 1..64 letters, digits, {@code . _ -}, the first a
   *     letter or digit
   */
  public static String require(String what, String value) {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be 1..64 letters, digits, '.', '_' or '-', starting with a letter or digit, got '%s'"
              .formatted(what, value));
    }
    return value;
  }
}
