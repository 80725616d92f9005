package dev.sitewarden.cloud.page;

import dev.sitewarden.domain.model.Digest;
import io.vertx.core.buffer.Buffer;

/**
 * A file as it is handed out.
 *
 * @param type its media type
 * @param tag the digest of its content, as an ETag
 */
record PageFile(Buffer content, String type, String tag) {
  static PageFile of(String path, byte[] content) {
    return new PageFile(
        Buffer.buffer(content), type(path), "\"" + Digest.of(content).sha256() + "\"");
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
