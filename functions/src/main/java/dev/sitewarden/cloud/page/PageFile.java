package dev.sitewarden.cloud.page;

import dev.sitewarden.domain.model.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A file as it is handed out. Its content is a text, as no buffer can be part of a native
 * executable, which has read all of this when it is built.
 *
 * @param type its media type
 * @param tag the digest of its content, as an ETag
 */
record PageFile(String content, String type, String tag) {
  static PageFile of(String path, byte[] content) {
    return new PageFile(
        new String(content, StandardCharsets.UTF_8),
        type(path),
        "\"" + Digest.of(content).sha256() + "\"");
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=UTF-8";
      case "js" -> "text/javascript;charset=UTF-8";
      case "css" -> "text/css;charset=UTF-8";
      case "json" -> "application/json";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no page has a file like '%s'".formatted(path));
    };
  }
}
