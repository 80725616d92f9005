package dev.sitewarden.domain.site;

/**
 * The one rule for names of sites, devices, cameras, zones, rules: they travel in MQTT topics, URLs
 * and paths.
 */
public final class Identifiers {
  private static final int MOST_CHARACTERS = 64;

  private Identifiers() {}

  /**
   * Lets a name pass.
   *
   * @param what the complaint begins with it
   * @throws IllegalArgumentException if it is not 1..64 letters, digits, {@code . _ -}, the first a
   *     letter or digit
   */
  public static String require(String what, String value) {
    if (!isSafe(value)) {
      throw new IllegalArgumentException(
          "%s must be 1..64 letters, digits, '.', '_' or '-', starting with a letter or digit, got '%s'"
              .formatted(what, value));
    }
    return value;
  }

  /** Every message brings several, so there is no pattern. */
  private static boolean isSafe(String value) {
    if (value.isEmpty() || value.length() > MOST_CHARACTERS || !isLetterOrDigit(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < value.length(); i++) {
      char character = value.charAt(i);
      if (!isLetterOrDigit(character) && "._-".indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }
}
