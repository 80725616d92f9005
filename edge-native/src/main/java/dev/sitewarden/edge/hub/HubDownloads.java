package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.identity.HubTls;
import java.net.http.HttpClient;
import java.time.Duration;

/** How files are fetched that the hub names. */
public final class HubDownloads {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private HubDownloads() {}

  /**
   * A client that trusts whom the hub's certificate is of, and nobody else.
   *
   * @throws java.io.UncheckedIOException if the authority cannot be read
   */
  public static HttpClient client(HubConfig config) {
    return HttpClient.newBuilder()
        .sslContext(HubTls.trusting(config.identity(), config.authority()))
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
