package dev.sitewarden.edge;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody at the hub's service side: changes twins and calls methods, as IoT Hub's REST has it.
 */
public final class Operator {
  private static final String POLICY = "iothubowner";

  private final HttpClient http;
  private final URI hub;
  private final Path keyFile;

  /**
   * @param http trusts the hub
   * @param keyFile connection string of the policy
   */
  Operator(HttpClient http, int httpsPort, Path keyFile) {
    this.http = http;
    this.hub = URI.create("https://localhost:%d/".formatted(httpsPort));
    this.keyFile = keyFile;
  }

  /** Adds a module to a device. */
  public void addModule(String device, String module) throws Exception {
    JsonObject body = new JsonObject().put("deviceId", device).put("moduleId", module);
    put("devices/%s/modules/%s".formatted(device, module), body);
  }

  /** Adds a device that proves itself with a certificate of its own making. */
  public void addSelfSigned(String device, String thumbprint) throws Exception {
    JsonObject prints = new JsonObject().put("primaryThumbprint", thumbprint);
    JsonObject proof = new JsonObject().put("type", "selfSigned").put("x509Thumbprint", prints);
    put("devices/" + device, new JsonObject().put("deviceId", device).put("authentication", proof));
  }

  private void put(String path, JsonObject body) throws Exception {
    send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.encode())).build());
  }

  /** Removes a device. */
  public void remove(String device) throws Exception {
    send(request("devices/" + device).header("If-Match", "*").DELETE().build());
  }

  /** Merges into a device's desired properties. */
  public void desire(String device, JsonObject properties) throws Exception {
    JsonObject body =
        new JsonObject().put("properties", new JsonObject().put("desired", properties));
    HttpRequest.Builder request =
        request("twins/" + device).header("X-HTTP-Method-Override", "PATCH");
    send(request.POST(HttpRequest.BodyPublishers.ofString(body.encode())).build());
  }

  /** What a device has reported. */
  public JsonObject reported(String device) throws Exception {
    return send(request("twins/" + device).GET().build())
        .getJsonObject("properties")
        .getJsonObject("reported");
  }

  /** Calls a method; {@code status} and {@code payload} of its answer. */
  public JsonObject call(String device, String method) throws Exception {
    return call(device, method, new JsonObject());
  }

  /** The same with something that the method takes. */
  public JsonObject call(String device, String method, JsonObject payload) throws Exception {
    JsonObject body =
        new JsonObject()
            .put("methodName", method)
            .put("responseTimeoutInSeconds", 30)
            .put("payload", payload);
    return send(
        request("twins/" + device + "/methods")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build());
  }

  private HttpRequest.Builder request(String path) throws Exception {
    return HttpRequest.newBuilder(hub.resolve(path + "?api-version=2021-04-12"))
        .header("Content-Type", "application/json")
        .header("Authorization", token());
  }

  private JsonObject send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s was answered %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body().isBlank() ? new JsonObject() : new JsonObject(answer.body());
  }

  private String token() throws Exception {
    String text = Files.readString(keyFile).strip();
    String key = text.substring(text.indexOf("SharedAccessKey=") + "SharedAccessKey=".length());
    long expiry = Instant.now().plusSeconds(600).getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
    byte[] signature = mac.doFinal(("localhost\n" + expiry).getBytes(StandardCharsets.UTF_8));
    return "SharedAccessSignature sr=localhost&sig=%s&se=%d&skn=%s"
        .formatted(
            URLEncoder.encode(
                Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8),
            expiry,
            POLICY);
  }
}
