package dev.sitewarden.domain.vision;

/** Names a zone, unique per camera. */
public record ZoneId(String value) {
  public ZoneId {
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "zone id must be 1..64 letters, digits, '.', '_' or '-', got '%s'".formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
