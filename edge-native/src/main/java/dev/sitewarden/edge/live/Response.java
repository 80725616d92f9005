package dev.sitewarden.edge.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered: status, headers and a body that is whole or goes on until it breaks off. Closed
 * by whoever writes it, also if nobody took it.
 */
final class Response implements AutoCloseable {
  static final String TEXT = "text/plain; charset=utf-8";
  static final String JSON = "application/json";

  private static final JsonFactory FACTORY = new JsonFactory();

  /** On every answer; the policy lets a page load nothing but what this server has itself. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy",
              "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
                  + "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                  + "frame-ancestors 'none'",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  /** Writes a body. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** Writes a JSON document. */
  @FunctionalInterface
  interface Document {
    void write(JsonGenerator json) throws IOException;
  }

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
  private final Body body;
  private final boolean isEndless;
  private final Runnable release;

  private Response(int status, String type, Body body, boolean isEndless, Runnable release) {
    this.status = status;
    this.body = body;
    this.isEndless = isEndless;
    this.release = release;
    headers.put("Content-Type", type);
  }

  static Response whole(int status, String type, byte[] body) {
    var response = new Response(status, type, out -> out.write(body), false, () -> {});
    return response.with("Content-Length", String.valueOf(body.length));
  }

  static Response text(int status, String text) {
    return whole(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static Response json(int status, Document document) {
    return whole(status, JSON, bytes(document));
  }

  /** Problem details, RFC 9457. */
  static Response problem(int status, String code, String detail) {
    return whole(
        status,
        "application/problem+json",
        bytes(
            json -> {
              json.writeStartObject();
              json.writeNumberField("status", status);
              json.writeStringField("code", code);
              json.writeStringField("detail", detail);
              json.writeEndObject();
            }));
  }

  /**
   * A body without an end; the connection ends with it.
   *
   * @param release gives back what the body holds
   */
  static Response endless(String type, Body body, Runnable release) {
    return new Response(200, type, body, true, release);
  }

  Response with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  boolean isEndless() {
    return isEndless;
  }

  void write(OutputStream out, boolean isLast, boolean withBody) throws IOException {
    var head = new StringBuilder("HTTP/1.1 %d \r\n".formatted(status));
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: ").append(isLast ? "close" : "keep-alive").append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      body.write(out);
    }
    out.flush();
  }

  @Override
  public void close() {
    release.run();
  }

  private static byte[] bytes(Document document) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      document.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
