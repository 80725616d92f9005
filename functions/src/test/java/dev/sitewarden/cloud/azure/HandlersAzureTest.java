package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Microsoft's clients inside the custom handler's program, whatever it was compiled to: the parts
 * of a native executable that nobody's reflection was registered for are missing only here.
 */
@Tag("packages")
final class HandlersAzureTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final byte[] JPEG = TestJpeg.ofDevice("a picture");
  private static final String TAKEN =
      "{\"id\":\"1\",\"status\":\"Running\",\"value\":[{\"to\":\"+4930123456\",\"messageId\":\"m-1\","
          + "\"httpStatusCode\":202,\"successful\":true}]}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final EmbeddedCloud CLOUD = new EmbeddedCloud();

  @TempDir static Path folder = Path.of("");

  private static Azurite azurite;
  private static CommunicationServices services;
  private static LocalIdentity identity;
  private static Insights insights;
  private static BlobServiceClient blobs;
  private static HttpClient trusting;
  private static PackagedHandler handler;

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();

  @BeforeAll
  static void start() throws Exception {
    LocalKeys keys = LocalKeys.in(folder);
    azurite = Azurite.overTls(Files.createDirectory(folder.resolve("azurite")), keys);
    trusting = HttpClient.newBuilder().sslContext(keys.context()).build();
    services = CommunicationServices.overTls(keys);
    identity = new LocalIdentity();
    services.wantsToken(identity.token());
    services.answers(202, TAKEN);
    insights = new Insights();
    blobs = client(keys);
    blobs.createBlobContainer("media");
    blobs.createBlobContainer("anchors");
    Map<String, String> settings = new HashMap<>(CLOUD.start());
    settings.putAll(identity.variables());
    settings.putAll(
        Map.of(
            "cloud.azure.blobs.connection-string",
            azurite.connectionString(),
            "cloud.azure.communication.endpoint",
            "https://localhost:" + services.port(),
            "cloud.azure.communication.sms-from",
            "+15551234567",
            "cloud.azure.communication.email-from",
            "alarm@example.org",
            "cloud.azure.monitor.connection-string",
            insights.connectionString(),
            "cloud.notify.email-waits",
            "0s"));
    handler =
        PackagedHandler.start(
            Files.createDirectory(folder.resolve("data")), settings, Optional.of(keys));
  }

  private static BlobServiceClient client(LocalKeys keys) throws Exception {
    return new BlobServiceClientBuilder()
        .httpClient(
            new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(keys.context())).build())
        .connectionString(azurite.connectionString())
        .retryOptions(Azurite.patience())
        .buildClient();
  }

  @AfterAll
  static void stop() {
    handler.close();
    CLOUD.stop();
    insights.close();
    identity.close();
    services.close();
    azurite.close();
  }

  @Test
  void anAlarmIsTextedAndMailedWithItsPictureByTheIdentity() throws Exception {
    reachable();
    stored();

    until(() -> call("/sms").isPresent() && call("/emails:send").isPresent());

    CommunicationServices.Call text = call("/sms").orElseThrow();
    CommunicationServices.Call email = call("/emails:send").orElseThrow();
    assertThat(text.body().findValue("repeatabilityRequestId").asText()).hasSize(36);
    assertThat(text.body().findValue("to").asText()).isEqualTo("+4930123456");
    assertThat(email.headers().get("operation-id")).hasSize(36);
    assertThat(email.body().findValue("contentInBase64").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(JPEG));
    for (String channel : List.of("sms", "email")) {
      until(() -> isSent(channel));
    }
  }

  @Test
  void evidenceIsALinkThatTheStoreBelieves() throws Exception {
    stored();

    Answer answer =
        Person.engineer().get("/api/v1/incidents/%s/evidence/snapshot".formatted(incident));

    assertThat(answer.status()).isBetween(300, 399);
    HttpResponse<byte[]> picture =
        trusting.send(
            HttpRequest.newBuilder(URI.create(answer.header("Location"))).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.body()).isEqualTo(JPEG);
  }

  @Test
  void anchorsOfTheAuditLogAreKeptAndReadThere() throws Exception {
    device.sends(device.opened(SEEN));

    assertThat(handler.send("POST", "/FileChores", "{}").statusCode()).isEqualTo(200);

    BlobContainerClient anchors = blobs.getBlobContainerClient("anchors");
    until(() -> anchors.listBlobs().iterator().hasNext());
    assertThat(Person.auditor().get("/api/v1/audit/verification").status()).isEqualTo(200);
  }

  @Test
  void theStoreIsSeenToBeWell() throws Exception {
    assertThat(handler.send("GET", "/q/health/well", "").body()).contains("\"evidence\"", "\"UP\"");
  }

  @Test
  void spansReachTheMonitor() throws Exception {
    device.sends(device.opened(SEEN));

    until(() -> insights.item("process incident.opened").isPresent());

    assertThat(insights.paths()).contains("/v2.1/track");
  }

  /** An alarm whose picture lies in the store. */
  private void stored() {
    String path = device.path(SEEN, Evidence.Kind.SNAPSHOT);
    blobs
        .getBlobContainerClient("media")
        .getBlobClient(path)
        .upload(BinaryData.fromBytes(JPEG), true);
    device.sends(device.opened(SEEN), device.stored(SEEN, Evidence.Kind.SNAPSHOT, JPEG));
  }

  /** Puts the person who is told by default where messages find him. */
  private static void reachable() {
    Answer put =
        Person.engineer()
            .create(
                "/api/v1/contacts/engineer",
                "{\"phone\":\"+4930123456\",\"email\":\"smith@example.org\"}");
    assertThat(put.status()).as(put.text()).isEqualTo(200);
  }

  /** Whether the service's answer was understood, too. */
  private boolean isSent(String channel) {
    JsonNode messages = Person.engineer().get("/api/v1/notifications?incident=" + incident).json();
    return StreamSupport.stream(messages.path("items").spliterator(), false)
        .filter(message -> message.path("channel").asText().equals(channel))
        .anyMatch(message -> message.path("state").asText().equals("SENT"));
  }

  private static Optional<CommunicationServices.Call> call(String path) {
    List<CommunicationServices.Call> calls = services.calls();
    return calls.stream().filter(call -> call.path().startsWith(path)).findFirst();
  }

  /** What another process does is there after a while; its chores are ours to call. */
  private static void until(Callable<Boolean> isThere) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isThere.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not there after " + PATIENCE);
      }
      handler.send("POST", "/FrequentChores", "{}");
    }
  }
}
