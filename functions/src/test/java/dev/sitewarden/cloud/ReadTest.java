package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, news, evidence, notifications: what people see. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class ReadTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T11:00:00Z");
  private static final String INCIDENTS = "/api/v1/incidents";

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();

  @Test
  void pagesGoFromNewestToOldestWithoutGapsAndRepeats() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Instant at = SEEN.plus(Duration.ofDays(365L * 30)).plusSeconds(i);
      device.sends(device.opened(at));
      sent.addFirst(device.incidentAt(at).toString());
    }

    List<String> read = new ArrayList<>();
    String before = "";
    while (read.size() < sent.size()) {
      JsonNode page = engineer.get(INCIDENTS + "?limit=3" + before).json();
      read.addAll(page.path("items").findValuesAsText("id"));
      before = "&before=" + page.path("older").asText();
    }

    assertThat(read.subList(0, sent.size())).isEqualTo(sent);
  }

  @Test
  void aListShowsOnlyTheStatesThatWereAskedFor() {
    device.sends(device.opened(SEEN));
    engineer.decide(incident, "acknowledgement", "{}");

    assertThat(ids(engineer.get(INCIDENTS + "?state=ACKNOWLEDGED&limit=100"))).contains(incident);
    assertThat(ids(engineer.get(INCIDENTS + "?state=OPEN&state=RESOLVED&limit=100")))
        .doesNotContain(incident);
  }

  @Test
  void newsComeToWhoWaits() {
    String news = engineer.get(INCIDENTS).json().path("news").asText();
    CompletableFuture<Answer> waiting =
        engineer.getLater(INCIDENTS + "?after=" + news + "&wait=20s");

    device.sends(device.opened(SEEN));

    Answer answer = waiting.join();
    while (!ids(answer).contains(incident)) { // people are still told of other tests' incidents
      assertThat(ids(answer)).isNotEmpty();
      news = answer.json().path("news").asText();
      answer = engineer.get(INCIDENTS + "?after=" + news + "&wait=20s");
    }
  }

  @Test
  void newsOfOneBatchThatFillSeveralAnswersComeOnceEach() {
    String news = engineer.get(INCIDENTS).json().path("news").asText();
    List<Instant> times = Stream.iterate(SEEN, at -> at.plusSeconds(1)).limit(230).toList();
    device.sends(times.stream().map(device::opened).toArray(String[]::new));

    List<String> read = new ArrayList<>();
    while (true) {
      JsonNode answer = engineer.get(INCIDENTS + "?after=" + news + "&wait=0s").json();
      if (answer.path("items").isEmpty()) {
        break;
      }
      read.addAll(answer.path("items").findValuesAsText("id"));
      news = answer.path("news").asText();
    }

    assertThat(read)
        .containsAll(times.stream().map(at -> device.incidentAt(at).toString()).toList());
  }

  @Test
  void newsThatAreThereAlreadyAreNotWaitedFor() {
    String news = engineer.get(INCIDENTS).json().path("news").asText();
    device.sends(device.opened(SEEN));
    engineer.decide(incident, "acknowledgement", "{}");

    JsonNode answer = engineer.get(INCIDENTS + "?after=" + news + "&wait=20s").json();

    assertThat(answer.path("items").findValuesAsText("id")).containsOnlyOnce(incident);
    assertThat(answer.path("news").asLong()).isGreaterThan(Long.parseLong(news));
  }

  @Test
  void whoWaitsInVainIsToldSoWithTheSameCursor() {
    JsonNode newest = newestQuiet();

    JsonNode answer =
        engineer.get(INCIDENTS + "?after=" + newest.path("news").asText() + "&wait=0s").json();

    assertThat(answer.path("items").isEmpty()).isTrue();
    assertThat(answer.path("news").asText()).isEqualTo(newest.path("news").asText());
  }

  /** The cursor after every notification of earlier tests was noted. */
  private JsonNode newestQuiet() {
    JsonNode newest = engineer.get(INCIDENTS).json();
    JsonNode next =
        engineer.get(INCIDENTS + "?after=" + newest.path("news").asText() + "&wait=2s").json();
    return next.path("items").isEmpty() ? next : newestQuiet();
  }

  @ParameterizedTest(name = "{0} is {1} {2}")
  @CsvSource({
    "?limit=0,            400, invalid-request",
    "?limit=101,          400, invalid-request",
    "?limit=ten,          404, not-found",
    "?state=open,         400, invalid-state",
    "?before=nonsense,    400, invalid-cursor",
    "?after=x,            400, invalid-cursor",
    "?after=-1,           400, invalid-cursor",
    "?after=0&wait=1h,    400, invalid-wait",
    "/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a71, 404, incident-unknown",
    "/none,               404, not-found",
    "/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a71/evidence/secrets, 404, evidence-unknown"
  })
  void whatCannotBeReadIsAProblem(String path, int status, String code) {
    Answer answer = engineer.get(INCIDENTS + path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void evidenceIsServedWholeInPartsAndOnce() throws IOException {
    byte[] clip = "0123456789".getBytes(StandardCharsets.US_ASCII);
    Path file = blobs.resolve(device.path(SEEN, Kind.CLIP));
    Files.createDirectories(file.getParent());
    Files.write(file, clip);
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.CLIP, clip));
    String url = engineer.incident(incident).path("evidence").path("clip").path("url").asText();

    Answer whole = engineer.get(url);
    Answer part = engineer.get(url, "Range", "bytes=2-4");
    Answer beyond = engineer.get(url, "Range", "bytes=10-");
    Answer again = engineer.get(url, "If-None-Match", whole.header("ETag"));

    assertThat(whole.text()).isEqualTo("0123456789");
    assertThat(whole.header("Content-Type")).isEqualTo("video/mp4");
    assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("234");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void evidenceThatIsNotThereIsAProblem() {
    device.sends(device.opened(SEEN));
    Answer notYet = engineer.get(INCIDENTS + "/" + incident + "/evidence/clip");
    device.sends(device.stored(SEEN, Kind.CLIP, new byte[] {1}));
    Answer gone = engineer.get(INCIDENTS + "/" + incident + "/evidence/clip");

    assertThat(notYet.code()).isEqualTo("evidence-not-stored");
    assertThat(gone.code()).isEqualTo("evidence-missing");
  }

  @Test
  void aNotificationIsHandedOverWithItsLink() {
    String news = engineer.get(INCIDENTS).json().path("news").asText();
    device.sends(device.opened(SEEN));
    while (engineer.incident(incident).path("notifiedAt").isNull()) {
      news = engineer.get(INCIDENTS + "?after=" + news + "&wait=20s").json().path("news").asText();
    }

    JsonNode items = engineer.get("/api/v1/notifications").json().path("items");
    JsonNode sent =
        StreamSupport.stream(items.spliterator(), false)
            .filter(item -> item.path("incidentId").asText().equals(incident))
            .findFirst()
            .orElseThrow();

    assertThat(sent.path("state").asText()).isEqualTo("SENT");
    assertThat(sent.path("text").asText())
        .contains("ALARM: bare head in Loading dock", "/incident/view.html?id=" + incident);
  }

  private static List<String> ids(Answer answer) {
    return answer.json().path("items").findValuesAsText("id");
  }
}
