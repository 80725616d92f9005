package dev.sitewarden.edge.live;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads HTTP/1.1 requests off a connection (RFC 9112), strictly: what is not plainly right is
 * refused and the connection ends, so that nobody can mean two things with one request.
 */
final class RequestReader {
  private static final int MOST_HEAD_BYTES = 8 << 10;
  private static final int MOST_BODY_BYTES = 64 << 10;
  private static final Pattern FIRST_LINE =
      Pattern.compile("([A-Z]{1,10}) (/[!-~]*) HTTP/(\\d\\.\\d)");
  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*([ -~\\t]*?)[ \\t]*");

  private final InputStream in;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /** The next request; empty if the browser has no more. */
  Optional<Request> read() throws IOException, Refusal {
    String head = readHead();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = List.of(head.split("\r\n"));
    Matcher first = FIRST_LINE.matcher(lines.getFirst());
    if (!first.matches()) {
      throw new Refusal(400, "malformed", "the first line is no HTTP request");
    }
    if (!first.group(3).equals("1.1")) {
      throw new Refusal(505, "version", "HTTP/1.1 is spoken here, not " + first.group(3));
    }
    Map<String, String> headers = headers(lines.subList(1, lines.size()));
    String[] target = first.group(2).split("\\?", 2);
    Map<String, String> query = target.length == 2 ? query(target[1]) : Map.of();
    return Optional.of(new Request(first.group(1), target[0], query, headers, body(headers)));
  }

  /** Up to the empty line, which is left out; empty at the end of the connection. */
  private String readHead() throws IOException, Refusal {
    var head = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return ""; // a request that breaks off was never asked
      }
      head.append((char) next);
      if (head.length() > MOST_HEAD_BYTES) {
        throw new Refusal(431, "head-too-large", "the head has more than 8 KiB");
      }
      if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        return head.substring(0, head.length() - 4);
      }
    }
  }

  private static Map<String, String> headers(List<String> lines) throws Refusal {
    Map<String, String> headers = new HashMap<>();
    for (String line : lines) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new Refusal(400, "malformed", "a header line is not 'name: value'");
      }
      String name = header.group(1).toLowerCase(Locale.ROOT);
      if (headers.put(name, header.group(2)) != null) {
        throw new Refusal(400, "malformed", "header %s is given twice".formatted(name));
      }
    }
    return headers;
  }

  private static Map<String, String> query(String text) throws Refusal {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) throws Refusal {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "malformed", "the query is not percent-encoded");
    }
  }

  private String body(Map<String, String> headers) throws IOException, Refusal {
    if (headers.containsKey("transfer-encoding")) {
      throw new Refusal(411, "length-required", "a body needs a Content-Length");
    }
    String length = headers.getOrDefault("content-length", "0");
    if (!length.matches("\\d{1,9}")) {
      throw new Refusal(400, "malformed", "Content-Length is no number");
    }
    int bytes = Integer.parseInt(length);
    if (bytes > MOST_BODY_BYTES) {
      throw new Refusal(413, "body-too-large", "a body may have 64 KiB, this has " + length);
    }
    byte[] body = in.readNBytes(bytes);
    if (body.length < bytes) {
      throw new EOFException("the body broke off");
    }
    return new String(body, StandardCharsets.UTF_8);
  }
}
