package dev.sitewarden.hub.provisioning;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * As much of HTTP/1.1 as local clients of a Unix socket speak: a request line, headers, a body with
 * its length; one exchange per connection.
 */
final class SmallHttp {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private SmallHttp() {}

  /**
   * A request.
   *
   * @param target path and query as sent
   */
  record Request(String method, String target, String body) {}

  /** An answer; the body is JSON. */
  record Response(int status, String body) {}

  /** Reads one request; anything else is an {@link IOException}. */
  static Request read(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    String[] first = line(buffered).split(" ", -1);
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP/1.1 request line");
    }
    int length = 0;
    for (int i = 0; i < MAX_HEADERS; i++) {
      String header = line(buffered);
      if (header.isEmpty()) {
        byte[] body = buffered.readNBytes(length);
        return new Request(first[0], first[1], new String(body, StandardCharsets.UTF_8));
      }
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = length(lower.substring("content-length:".length()).strip());
      }
    }
    throw new IOException("more than %d headers".formatted(MAX_HEADERS));
  }

  private static int length(String text) throws IOException {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MAX_BODY_BYTES) {
      throw new IOException(
          "the body must have 0..%d bytes, got '%s'".formatted(MAX_BODY_BYTES, text));
    }
    return Integer.parseInt(text);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() == MAX_LINE_BYTES) {
        throw new IOException("the request ended, or a line is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  static void write(OutputStream out, Response response) throws IOException {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(response.status(), response.status() == 200 ? "OK" : "Error", body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }
}
