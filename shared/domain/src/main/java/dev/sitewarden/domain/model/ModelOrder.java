package dev.sitewarden.domain.model;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Which model a device should serve, as its desired properties say it: always complete, without any
 * secret.
 *
 * @param version as on the package's card
 * @param uri where the package lies as one {@code .tar}: http, https or file
 * @param sha256 of that file
 * @param size of that file in bytes
 * @param format of the model in it
 * @param minRuntime the least version of the edge that serves it
 * @param allowRollback whether it may be older than what the device serves
 */
public record ModelOrder(
    String version,
    URI uri,
    Digest sha256,
    long size,
    String format,
    RuntimeVersion minRuntime,
    boolean allowRollback) {
  public static final String ONNX = "onnx";
  public static final long MAX_SIZE = 96L << 20;

  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  public ModelOrder {
    if (version.isBlank() || version.length() > 64) {
      throw new IllegalArgumentException(
          "model order: version must be 1..64 characters, got '%s'".formatted(version));
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "model order: uri must be http, https or file and hold no password, got '%s'"
              .formatted(uri.getUserInfo() == null ? uri : scheme + "://...@..."));
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "model order: size must be 1..%d bytes, got %d".formatted(MAX_SIZE, size));
    }
    if (!format.equals(ONNX)) {
      throw new IllegalArgumentException(
          "model order: format must be '%s', got '%s'".formatted(ONNX, format));
    }
  }
}
