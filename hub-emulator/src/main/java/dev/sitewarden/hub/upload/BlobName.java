package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.site.DeviceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A blob's full name, {@code {device}/{path}}; the path cannot leave the device's folder.
 *
 * @param device whose blob it is
 * @param path 1..1024 characters, parts divided by slashes
 */
record BlobName(DeviceId device, String path) {
  private static final int MAX_CHARACTERS = 1024;
  private static final int MAX_PART_BYTES = 255; // what file systems take

  BlobName {
    if (path.isEmpty() || path.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a blob name must have 1..%d characters, got %d"
              .formatted(MAX_CHARACTERS, path.length()));
    }
    for (String part : path.split("/", -1)) {
      requirePart(path, part);
    }
  }

  private static void requirePart(String path, String part) {
    boolean odd = part.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
    int bytes = part.getBytes(StandardCharsets.UTF_8).length;
    if (odd || bytes == 0 || bytes > MAX_PART_BYTES || part.equals(".") || part.equals("..")) {
      throw new IllegalArgumentException(
          "a blob name must be parts of 1..%d bytes divided by '/', none of them '.' or '..', without '\\' or control characters, got '%s'"
              .formatted(MAX_PART_BYTES, path));
    }
  }

  /** The name with the device before it, as Azure's container holds it. */
  static BlobName parse(String fullName) {
    int slash = fullName.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "a blob lies at {device}/{path}, got '%s'".formatted(fullName));
    }
    return new BlobName(new DeviceId(fullName.substring(0, slash)), fullName.substring(slash + 1));
  }

  /** Where it lies below the blobs' folder. */
  Path below(Path folder) {
    Path home = folder.resolve(device.value());
    Path file = home.resolve(path).normalize();
    if (!file.startsWith(home) || file.equals(home)) {
      throw new IllegalArgumentException("'%s' leaves the device's folder".formatted(path));
    }
    return file;
  }

  @Override
  public String toString() {
    return device + "/" + path;
  }
}
