package dev.sitewarden.domain.model;

/** What a model says an object is, such as {@code person} or {@code head}; 1..64 characters. */
public record Label(String value) {
  public Label {
    if (value.isBlank() || value.length() > 64 || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "label must be 1..64 printable characters, got '%s'".formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
