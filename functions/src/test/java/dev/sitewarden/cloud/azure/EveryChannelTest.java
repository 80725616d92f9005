package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.observe.Receiver;
import dev.sitewarden.cloud.observe.ToldSpans;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device's message reaches a person by every channel, though each of them fails at first. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.incident.escalate-alarm-after", value = "1h"),
      @ResourceArg(name = "cloud.notify.email-waits", value = "0s")
    })
@QuarkusTestResource(value = Receiver.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = EveryChannelTest.Services.class, restrictToAnnotatedClass = true)
final class EveryChannelTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LONGER_THAN_ANY_LEASE = Duration.ofMinutes(5);
  private static final String TAKEN =
      "{\"id\":\"1\",\"status\":\"Running\",\"value\":[{\"to\":\"+4930123456\",\"messageId\":\"m-1\","
          + "\"httpStatusCode\":202,\"successful\":true}]}";
  private static final int MOST_LOOKS = 10_000;

  /** Communication Services that the application's settings name. */
  public static final class Services implements QuarkusTestResourceLifecycleManager {
    private Optional<CommunicationServices> services = Optional.empty();

    @Override
    public Map<String, String> start() {
      try {
        CommunicationServices listening = new CommunicationServices();
        services = Optional.of(listening);
        return Map.of(
            "cloud.azure.communication.connection-string",
            CommunicationServices.connection(CommunicationServices.KEY),
            "cloud.azure.communication.sms-from",
            "+15551234567",
            "cloud.azure.communication.email-from",
            "alarm@example.org",
            "cloud.azure.communication.patience",
            "2s",
            "test.communication-port",
            String.valueOf(listening.port()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void inject(TestInjector injector) {
      services.ifPresent(
          one ->
              injector.injectIntoFields(
                  one, new TestInjector.MatchesType(CommunicationServices.class)));
    }

    @Override
    public void stop() {
      services.ifPresent(CommunicationServices::close);
    }
  }

  @SuppressWarnings("NullAway.Init") // the resource injects it
  CommunicationServices services;

  @Inject ToldSpans spans;
  @Inject TestClock clock;

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void whatFailsAtFirstIsSentAgainAsTheSameMessage() throws Exception {
    byte[] jpeg = TestJpeg.ofDevice("a bare head");
    Path picture = blobs.resolve(device.path(SEEN, Evidence.Kind.SNAPSHOT));
    Files.createDirectories(picture.getParent());
    Files.write(picture, jpeg);
    reachable();
    services.answers(202, TAKEN);
    services.firstAnswers("/sms", 0);
    services.firstAnswers("/emails:send", 429);

    device.sends(device.opened(SEEN), device.stored(SEEN, Evidence.Kind.SNAPSHOT, jpeg));
    untilNoted("select 1 from notification where state = 'PENDING' and reason is not null");
    clock.putForward(LONGER_THAN_ANY_LEASE);
    new Caller().post("/FrequentChores", "{}");
    untilNoted("select 1 from notification where state = 'SENT' and attempts = 2");

    String trace = incident.replace("-", "");
    assertThat(spans.of(trace, "send sms", 2)).isNotEmpty();
    for (String channel : List.of("sms", "email", "webhook:desk")) {
      assertThat(column("attempts", channel)).as(channel).isEqualTo("2");
    }
    assertThat(ids("/sms", "repeatabilityRequestId")).hasSize(2).containsOnly(column("id", "sms"));
    List<CommunicationServices.Call> emails = calls("/emails:send");
    assertThat(emails)
        .hasSize(2)
        .extracting(call -> call.headers().get("operation-id"))
        .containsOnly(column("id", "email"));
    assertThat(emails.getLast().body().findValue("contentInBase64").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(jpeg));
    assertThat(timeline())
        .filteredOn("NOTIFIED"::equals)
        .as("of each recipient and channel")
        .hasSize(3);
    assertThat(Person.auditor().get("/api/v1/audit/access.csv?subject=" + incident).text())
        .as("whoever was sent a picture saw it")
        .containsOnlyOnce("EVIDENCE_SENT")
        .contains("snapshot %s to engineer by email".formatted(Digest.of(jpeg)));
  }

  /** Puts the person who is told by default where all channels find him. */
  private static void reachable() {
    Person.engineer()
        .create(
            "/api/v1/contacts/engineer",
            "{\"phone\":\"+4930123456\",\"email\":\"smith@example.org\"}");
  }

  /** Looks until all three messages are like that. */
  private void untilNoted(String query) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (Rows.of(query + " and incident_id::text = ?", incident).size() == 3) {
        return;
      }
    }
    throw new AssertionError(
        Rows.of(
                "select channel || ' ' || state || ' ' || attempts || ' ' || coalesce(reason, '')"
                    + " from notification where incident_id::text = ?",
                incident)
            .toString());
  }

  private String column(String name, String channel) {
    return Rows.of(
            "select " + name + " from notification where incident_id::text = ? and channel = ?",
            incident,
            channel)
        .getFirst();
  }

  private List<CommunicationServices.Call> calls(String path) {
    return services.calls().stream().filter(call -> call.path().startsWith(path)).toList();
  }

  private List<String> ids(String path, String field) {
    return calls(path).stream()
        .map(CommunicationServices.Call::body)
        .map(body -> body.findValue(field))
        .map(JsonNode::asText)
        .toList();
  }

  private List<String> timeline() {
    return Rows.of("select kind from incident_change where incident_id::text = ?", incident);
  }
}
