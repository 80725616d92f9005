package dev.sitewarden.cloud.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What gives a function app the tokens of its managed identity, at the address in its variables.
 */
final class LocalIdentity implements AutoCloseable {
  private static final String SECRET = "only-this-process-knows";
  private static final long LASTS_SECONDS = 24 * 60 * 60;

  private final String token = jwt(Instant.now().getEpochSecond());
  private final HttpServer server;

  LocalIdentity() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::give);
    server.start();
  }

  /** The variables that say where it is. */
  Map<String, String> variables() {
    return Map.of(
        "IDENTITY_ENDPOINT",
        "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort()),
        "IDENTITY_HEADER",
        SECRET);
  }

  /** What it gives. */
  String token() {
    return token;
  }

  /** As Entra's, but nobody signed it. */
  private static String jwt(long now) {
    String claims =
        """
        {"aud":"https://storage.azure.com","iss":"https://sts.windows.net/t-1/","tid":"t-1","oid":"o-1",
         "iat":%1$d,"nbf":%1$d,"exp":%2$d}
        """
            .formatted(now - 60, now + LASTS_SECONDS);
    return Stream.of("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims, "nobody")
        .map(part -> part.getBytes(StandardCharsets.UTF_8))
        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
        .collect(Collectors.joining("."));
  }

  private void give(HttpExchange call) throws IOException {
    boolean isKnown = SECRET.equals(call.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
    byte[] said =
        """
        {"access_token":"%s","expires_on":"%d","resource":"any","token_type":"Bearer"}
        """
            .formatted(token, Instant.now().getEpochSecond() + LASTS_SECONDS)
            .getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(isKnown ? 200 : 401, said.length);
    call.getResponseBody().write(said);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
