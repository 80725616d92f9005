package dev.sitewarden.domain.model;

/** Which weights spoke: immutable, told apart by digest. */
public record ModelVersion(String name, String version, Digest digest) {
  public ModelVersion {
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException(
          "model name and version must not be blank, got '%s' '%s'".formatted(name, version));
    }
  }

  @Override
  public String toString() {
    return name + "-" + version;
  }
}
