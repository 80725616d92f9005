package dev.sitewarden.cloud.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the frame that the camera saw to the message that a person gets, all is one trace. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.incident.escalate-alarm-after", value = "1h"),
      @ResourceArg(name = "cloud.app.json-log", value = "true")
    })
@QuarkusTestResource(value = Receiver.class, restrictToAnnotatedClass = true)
final class TraceTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LONGER_THAN_ANY_LEASE = Duration.ofMinutes(5);
  private static final Duration LONGER_THAN_PEOPLE_MAY_TAKE = Duration.ofMinutes(61);

  @Inject ToldSpans spans;
  @Inject TestClock clock;

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final String trace = incident.replace("-", "");

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void aMessageIsOneTraceFromTheCameraToThePersonItsRetriesIncluded() throws Exception {
    ConsoleLines console = ConsoleLines.read();
    device.sends(device.opened(SEEN));
    spans.of(trace, "send webhook:desk", 1);
    clock.putForward(LONGER_THAN_ANY_LEASE);
    Caller host = new Caller();
    host.post("/FrequentChores", "{}");

    List<SpanData> told = spans.of(trace, "send webhook:desk", 2);

    SpanData camera = one(told, "device incident.opened");
    SpanData ingest = one(told, "process incident.opened");
    SpanData row = one(told, "create notification");
    assertThat(camera.getParentSpanContext().isValid()).isFalse();
    assertThat(Instant.ofEpochSecond(0, camera.getStartEpochNanos())).isEqualTo(SEEN);
    assertThat(ingest.getParentSpanId()).isEqualTo(camera.getSpanId());
    assertThat(ingest.getLinks()).hasSize(1);
    assertThat(row.getParentSpanId()).isEqualTo(ingest.getSpanId());
    List<SpanData> attempts =
        told.stream().filter(span -> span.getName().equals("send webhook:desk")).toList();
    assertThat(attempts).extracting(SpanData::getParentSpanId).containsOnly(row.getSpanId());
    assertThat(attempts)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    assertThat(attempts.getFirst().getStatus().getDescription())
        .contains("503", "***")
        .doesNotContain("+49", "@");
    console.close();
    assertIsAboutTheIncident(console.lines());
    assertThat(one(told, "send page").getParentSpanId()).isEqualTo(row.getSpanId());
    assertThat(
            Rows.of(
                "select distinct traceparent from notification where incident_id::text = ?",
                incident))
        .containsExactly("00-%s-%s-01".formatted(trace, row.getSpanId()));
  }

  @Test
  void anEscalationStandsBelowTheFirstMessage() throws Exception {
    device.sends(device.opened(SEEN));
    SpanData first = one(spans.of(trace, "send page", 1), "create notification");
    clock.putForward(LONGER_THAN_PEOPLE_MAY_TAKE);

    new Caller().post("/FrequentChores", "{}");

    assertThat(spans.of(trace, "create notification", 2))
        .filteredOn(span -> span.getName().equals("create notification"))
        .extracting(SpanData::getParentSpanId)
        .containsOnlyOnce(first.getSpanId());
  }

  @Test
  void aDeviceThatTellsOfNoTraceIsInItsIncidentsTraceAllTheSame() throws Exception {
    String old = device.opened(SEEN).replaceFirst("\"traceparent\":\"[^\"]*\",", "");

    device.sends(old);

    assertThat(old).doesNotContain("traceparent");
    assertThat(spans.of(trace, "send page", 1))
        .extracting(SpanData::getName)
        .contains("device incident.opened", "process incident.opened", "create notification");
  }

  @Test
  void aMessageThatCameAlreadyIsNotToldOfTwice() throws Exception {
    String opened = device.opened(SEEN);
    device.sends(opened);
    device.sends(opened);

    List<SpanData> told = spans.of(trace, "process incident.opened", 2);

    assertThat(told)
        .filteredOn(span -> span.getName().startsWith("process"))
        .extracting(span -> span.getAttributes().asMap().toString())
        .anyMatch(text -> text.contains("outcome=applied"))
        .anyMatch(text -> text.contains("outcome=repeated"));
    one(told, "device incident.opened");
    one(told, "create notification");
  }

  /** One line, for the first attempt, with its fields and without what the receiver gave away. */
  private void assertIsAboutTheIncident(List<String> lines) throws IOException {
    List<String> ours = lines.stream().filter(line -> line.contains(incident)).toList();
    assertThat(ours).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(ours.getFirst());
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("mdc").path("traceId").asText()).isEqualTo(trace);
    assertThat(line.path("mdc").path("incidentId").asText()).isEqualTo(incident);
    assertThat(line.path("message").asText())
        .contains("attempt 1", "503")
        .doesNotContain("+49", "example.org");
  }

  private static SpanData one(List<SpanData> told, String name) {
    List<SpanData> found = told.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }
}
