package dev.sitewarden.domain.model;

/** Which weights spoke: immutable, told apart by digest. */
public record ModelVersion(String name, String version, Digest digest) {
  public ModelVersion {
    requireName("name", name);
    requireName("version", version);
  }

  private static void requireName(String what, String value) {
    if (value.isBlank() || value.length() > 64 || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "model %s must be 1..64 printable characters, got '%s'".formatted(what, value));
    }
  }

  @Override
  public String toString() {
    return name + "-" + version;
  }
}
