package dev.sitewarden.hub.identity;

import java.util.regex.Pattern;

/** A module's name within its device, such as {@code edge} or {@code $edgeAgent}. */
public record ModuleId(String value) {
  private static final Pattern SAFE = Pattern.compile("[$A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ModuleId {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "module id must be 1..64 letters, digits, '.', '_' or '-', starting with a letter, a digit or '$', got '%s'"
              .formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
