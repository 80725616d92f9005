package dev.sitewarden.edge.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An HTTP answer to its last byte.
 *
 * @param body as UTF-8
 */
public record WholeAnswer(int statusCode, HttpHeaders headers, String body) {
  /** What a server says about a request is short. */
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Asks, and waits for all of the answer.
   *
   * @param silence how long its head, and then each next byte, may take
   * @throws IOException if the connection breaks, falls silent, or brings more than 1 MB
   */
  public static WholeAnswer of(HttpClient client, HttpRequest.Builder request, Duration silence)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request.timeout(silence).build(), BodyHandlers.ofInputStream());
    try (InputStream in = new WatchedBody(answer.body(), silence)) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new IOException(
            "%s answered with more than %d bytes".formatted(answer.uri().getHost(), MOST_BYTES));
      }
      return new WholeAnswer(
          answer.statusCode(), answer.headers(), new String(body, StandardCharsets.UTF_8));
    }
  }

  /** Whether the server did what it was asked for. */
  public boolean isSuccess() {
    return statusCode >= 200 && statusCode < 300;
  }
}
