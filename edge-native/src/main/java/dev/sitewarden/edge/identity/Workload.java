package dev.sitewarden.edge.identity;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * IoT Edge's workload API, which the security daemon serves to each module on a Unix socket: it
 * signs with a key that the module never sees, and says whom to trust. Blocks its caller.
 */
record Workload(Path socket, String apiVersion) {
  /** The daemon is on the same machine; its key may be in a slow TPM. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads {@code unix:///var/run/iotedge/workload.sock}. */
  static Workload of(String uri, String apiVersion) {
    try {
      URI address = URI.create(uri);
      if ("unix".equals(address.getScheme()) && address.getPath() != null) {
        return new Workload(Path.of(address.getPath()), apiVersion);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "IOTEDGE_WORKLOADURI must be a Unix socket such as unix:///var/run/iotedge/workload.sock, got '%s'"
            .formatted(uri));
  }

  /** HMAC-SHA256 of the text with the module's key. */
  byte[] sign(String module, String generation, byte[] text) {
    String target = "/modules/%s/genid/%s/sign".formatted(encode(module), encode(generation));
    try {
      return Base64.getDecoder().decode(ask("POST", target, request(text)).get("/digest"));
    } catch (IOException | IllegalArgumentException e) {
      throw failed("sign for module " + module, e);
    }
  }

  /** PEM of whom IoT Edge trusts: among them the authority of its own hub. */
  String trustBundle() {
    try {
      return ask("GET", "/trust-bundle", "").get("/certificate");
    } catch (IOException e) {
      throw failed("say whom to trust", e);
    }
  }

  private JsonTexts ask(String method, String target, String body) throws IOException {
    UnixHttp.Answer answer =
        UnixHttp.exchange(socket, method, target + "?api-version=" + apiVersion, body, LIMIT);
    if (answer.status() != 200) {
      throw new IOException("it answered %d %s".formatted(answer.status(), answer.body()));
    }
    return JsonTexts.read(answer.body());
  }

  private static String request(byte[] text) throws IOException {
    var request = new StringWriter();
    try (var json = JSON.createGenerator(request)) {
      json.writeStartObject();
      json.writeStringField("keyId", "primary");
      json.writeStringField("algo", "HMACSHA256");
      json.writeStringField("data", Base64.getEncoder().encodeToString(text));
      json.writeEndObject();
    }
    return request.toString();
  }

  private UncheckedIOException failed(String what, Exception e) {
    IOException cause = e instanceof IOException io ? io : new IOException(e);
    return new UncheckedIOException(
        "IoT Edge's workload API at %s did not %s: %s; check that iotedge is running (iotedge check) and that this user may use the socket"
            .formatted(socket, what, e.getMessage()),
        cause);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
