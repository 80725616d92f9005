package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people and devices say is kept as it is and does nothing, and a device whose clock or
 * messages are wrong disturbs nobody else.
 */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true, // a round escalates a hundred: others' incidents come first
    initArgs = @ResourceArg(name = "cloud.incident.site", value = "main"))
final class HostileTextTest {
  private final Device device = Device.fresh();
  private final Person admin = Person.named("admin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'); drop table incident; --",
        "<img src=x onerror=alert(1)>",
        "{{7*7}} ${7*7} %s %n",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(1+1)",
        "\\u0000 \\\\ \"quoted\"",
        "\u202egnirts \u2028 \ud83d\ude00"
      })
  void textsComeBackAsTheyWereAndAreNoFormulas(String text) {
    Instant seen = Instant.parse("2026-11-20T10:00:00Z");
    String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    device.sends(device.opened(seen).replace("Loading dock", quoted));
    String incident = device.incidentAt(seen).toString();

    decide(incident, "comments", "{\"text\":\"%s\"}".formatted(quoted));
    decide(incident, "severity", "{\"severity\":\"INFO\",\"reason\":\"%s\"}".formatted(quoted));
    String verdict = "{\"verdict\":\"UNSURE\",\"comment\":\"%s\"}".formatted(quoted);
    decide(incident, "resolution", verdict);
    decide(incident, "reopening", "{\"reason\":\"%s\"}".formatted(quoted));
    decide(incident, "resolution", verdict);

    JsonNode shown = admin.incident(incident);
    assertThat(shown.path("zone").path("name").asText()).isEqualTo(text);
    assertThat(texts(shown, "COMMENTED")).containsExactly(text);
    assertThat(texts(shown, "REOPENED")).containsExactly(text);
    assertThat(texts(shown, "RESOLVED")).allMatch(said -> said.endsWith(text));
    String csv = admin.get("/api/v1/incidents/export.csv?camera=" + device.name() + "/gate").text();
    assertThat(csv).doesNotContainPattern("(?m)(^|,)\"?[=+@]");
    assertThat(csv).contains(text.replace("\"", "\"\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud83d", "\\udc00 \\ud83d"})
  void aTextThatCannotBeStoredHoldsUpNoOtherMessageOfItsBatch(String escape) {
    Instant seen = Instant.parse("2026-11-20T10:00:00Z");
    String hostile = device.opened(seen).replace("Loading dock", "Dock " + escape);
    String health = device.health("no room", seen).replace("no room", "no " + escape);

    Answer answer = device.sends(hostile, health, device.opened(seen.plusSeconds(600)));

    assertThat(answer.status()).isEqualTo(200);
    String next = device.incidentAt(seen.plusSeconds(600)).toString();
    assertThat(admin.incident(next).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void whatNoDeviceShouldSayIsADeadLetterAndHoldsUpNobody() {
    Instant seen = Instant.parse("2026-11-20T10:00:00Z");
    List<String> hostile =
        List.of("[".repeat(10_000), "{\"a\":".repeat(10_000), "", "null", "7", "\"\\u0000\"");
    List<String> batch = new ArrayList<>(hostile);
    batch.add(device.opened(seen));

    Answer answer = device.sends(batch.toArray(String[]::new));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(admin.incident(device.incidentAt(seen).toString()).path("state").asText())
        .isEqualTo("OPEN");
    assertThat(Rows.of("select code from dead_letter where device = ?", device.name()))
        .hasSameSizeAs(hostile);
  }

  @ParameterizedTest(name = "{0} hours off")
  @ValueSource(ints = {24, -10 * 365 * 24})
  void aDeviceWhoseClockIsWrongIsHeardAndTheCloudsClockCounts(int hours) throws Throwable {
    Instant seen = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(hours, ChronoUnit.HOURS);
    String incident = device.incidentAt(seen).toString();
    String news = admin.get("/api/v1/incidents").json().path("news").asText();
    Instant before = Instant.now().minusMillis(1);

    device.sends(device.opened(seen), device.opened(seen.minusSeconds(600)));

    JsonNode shown = admin.incident(incident);
    assertThat(Instant.parse(shown.path("capturedAt").asText())).isEqualTo(seen);
    assertThat(Instant.parse(shown.path("receivedAt").asText())).isBetween(before, Instant.now());
    JsonNode heard = admin.get("/api/v1/incidents?wait=5s&after=" + news).json();
    assertThat(heard.path("items").findValuesAsText("id")).contains(incident);
    JsonNode page = admin.get("/api/v1/incidents?camera=" + device.name() + "/gate").json();
    assertThat(page.path("items").findValuesAsText("id"))
        .containsExactly(incident, device.incidentAt(seen.minusSeconds(600)).toString());
    EscalationRound.run();
    assertThat(admin.incident(incident).path("escalations").asInt())
        .as("it waits since it came, whatever the device says")
        .isZero();
    assertThat(
            Rows.of(
                "select count(*) from notification where cast(incident_id as text) = ?"
                    + " and created_at between now() - interval '1 minute' and now() + interval '1 minute'",
                incident))
        .containsExactly("1");
  }

  private void decide(String incident, String what, String body) {
    assertThat(admin.decide(incident, what, body).status()).as(what).isEqualTo(200);
  }

  private static List<String> texts(JsonNode incident, String kind) {
    List<String> texts = new ArrayList<>();
    for (JsonNode line : incident.path("timeline")) {
      if (line.path("kind").asText().equals(kind)) {
        texts.add(line.path("text").asText());
      }
    }
    return texts;
  }
}
