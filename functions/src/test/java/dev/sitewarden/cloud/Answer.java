package dev.sitewarden.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the server said. */
public record Answer(HttpResponse<byte[]> response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public int status() {
    return response.statusCode();
  }

  /** A header's value, or nothing at all. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  /** The stable code of a problem document. */
  public String code() {
    return header("Content-Type").startsWith("application/problem+json")
        ? json().path("code").asText()
        : "no problem: " + header("Content-Type");
  }
}
