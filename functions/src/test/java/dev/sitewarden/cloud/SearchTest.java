package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An auditor finds last Tuesday's incident, and takes what he found with him. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class SearchTest {
  private static final Instant SEEN = Instant.parse("2026-11-17T23:30:00Z"); // a Tuesday in UTC

  private final Device device = Device.fresh();
  private final String camera = "camera=" + device.name() + "/gate";
  private final String first = device.incidentAt(SEEN).toString();
  private final String second = device.incidentAt(SEEN.plusSeconds(3600)).toString();
  private final Person engineer = Person.engineer();

  @BeforeEach
  void twoIncidentsAroundMidnight() {
    device.sends(device.opened(SEEN), device.opened(SEEN.plusSeconds(3600)));
    engineer.decide(first, "comments", "{\"text\":\"The welder borrowed a yellow bucket\"}");
    engineer.decide(
        first, "resolution", "{\"verdict\":\"REJECTED\",\"comment\":\"=1+1, \\\"ok\\\"\"}");
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "buckets            | first",
        "\"yellow bucket\"  | first",
        "bucket -yellow     | none",
        "loading dock       | both",
        "missing-ppe        | both",
        "ppe                | both",
        "nothing or welders | first",
        "\"; drop table    | none",
        "%_                 | none"
      })
  void wordsAreFoundAsInASearchBox(String words, String found) {
    List<String> ids = ids("q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));

    switch (found) {
      case "first" -> assertThat(ids).containsExactly(first);
      case "both" -> assertThat(ids).containsExactly(second, first);
      default -> assertThat(ids).doesNotContain(first, second);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "day=2026-11-17, first",
    "day=2026-11-18, second",
    "day=2026-11-18&timezone=Europe/Berlin, both",
    "day=2026-11-17&day=2026-11-18, both",
    "state=RESOLVED, first",
    "state=OPEN&verdict=REJECTED, none",
    "verdict=REJECTED, first",
    "severity=ALARM, both",
    "zone=dock&rule=missing-ppe&site=main, both",
    "zone=gate, none",
    "assignee=nobody, none",
    "from=2026-11-18T00:00:00Z, second",
    "to=2026-11-18T00:00:00Z, first"
  })
  void facetsNarrow(String query, String found) {
    List<String> ids = ids(query);

    switch (found) {
      case "first" -> assertThat(ids).containsExactly(first);
      case "second" -> assertThat(ids).containsExactly(second);
      case "both" -> assertThat(ids).containsExactly(second, first);
      default -> assertThat(ids).isEmpty();
    }
  }

  @Test
  void facetsCountWhatElseCouldBeChosen() {
    JsonNode facets =
        engineer.get("/api/v1/incidents/facets?state=OPEN&" + camera).json().path("facets");

    assertThat(counts(facets.path("state"))).containsExactlyInAnyOrder("OPEN 1", "RESOLVED 1");
    assertThat(counts(facets.path("day"))).containsExactly("2026-11-18 1");
    assertThat(counts(facets.path("site"))).containsExactly("main 1");
    assertThat(counts(facets.path("verdict"))).isEmpty();
    assertThat(counts(facets.path("camera"))).contains(device.name() + "/gate 1");
  }

  @Test
  void ofVeryManyIncidentsTheNewestAreCounted() {
    JsonNode before = facets("");

    try (ManyIncidents many = ManyIncidents.like(second, 20_000)) {
      JsonNode open = facets("");
      JsonNode rejected = facets("&verdict=REJECTED");

      assertThat(many).isNotNull();
      assertThat(open.path("ofNewest").asInt()).isEqualTo(20_000);
      assertThat(counts(open.path("facets").path("severity"))).containsExactly("ALARM 20000");
      assertThat(counts(open.path("facets").path("verdict"))).isEmpty(); // the first one is too old
      assertThat(counts(rejected.path("facets").path("severity"))).containsExactly("ALARM 1");
    }
    assertThat(before.path("ofNewest").isNull()).isTrue();
    assertThat(counts(before.path("facets").path("verdict"))).containsExactly("REJECTED 1");
  }

  @Test
  void everyFacetMayBeChosenAtOnce() {
    JsonNode facets =
        facets(
                "&site=main&zone=dock&rule=missing-ppe&severity=ALARM&severity=INFO&state=OPEN"
                    + "&verdict=REJECTED&assignee=nobody&day=2026-11-18")
            .path("facets");

    assertThat(facets).hasSize(9);
    assertThat(counts(facets.path("site"))).isEmpty();
  }

  private JsonNode facets(String query) {
    return engineer.get("/api/v1/incidents/facets?" + camera + query).json();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "severity=LOUD, invalid-severity",
    "day=tuesday, invalid-day",
    "timezone=Mars, invalid-timezone",
    "from=yesterday, invalid-from"
  })
  void whatCannotBeSearchedForIsAProblem(String query, String code) {
    for (String path : List.of("", "/facets", "/export.csv")) {
      assertThat(engineer.get("/api/v1/incidents" + path + "?" + query).code()).isEqualTo(code);
    }
  }

  @Test
  void newRowsDoNotMoveWhatIsOnTheNextPage() {
    List<String> read = new ArrayList<>();
    JsonNode page = engineer.get("/api/v1/incidents?limit=1&" + camera).json();
    read.addAll(page.path("items").findValuesAsText("id"));

    device.sends(device.opened(SEEN.plusSeconds(7200)));
    String older = page.path("older").asText();
    page = engineer.get("/api/v1/incidents?limit=1&" + camera + "&before=" + older).json();
    read.addAll(page.path("items").findValuesAsText("id"));

    assertThat(read).containsExactly(second, first);
    assertThat(page.path("older").isNull()).isTrue();
  }

  @Test
  void theExportIsAFileThatASpreadsheetOpensSafely() {
    Answer csv = engineer.get("/api/v1/incidents/export.csv?" + camera);

    List<String> lines = csv.text().lines().toList();
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("incidents.csv");
    assertThat(csv.text()).endsWith("\r\n");
    assertThat(lines.getFirst()).startsWith("id,site,device,camera,zone,rule,");
    assertThat(lines.get(1)).startsWith(second + ",main," + device.name() + ",gate,Loading dock,");
    assertThat(lines.get(2)).contains("REJECTED", ",\"'=1+1, \"\"ok\"\"\",");
    assertThat(lines).hasSize(3);
  }

  @Test
  void anExportGoesOnPastItsFirstThousandRows() {
    String[] many = new String[1203];
    for (int i = 0; i < many.length; i++) {
      many[i] = device.opened(SEEN.minusSeconds(10L * (i + 1)));
    }
    for (int from = 0; from < many.length; from += 401) {
      device.sends(java.util.Arrays.copyOfRange(many, from, from + 401));
    }

    Answer csv = engineer.get("/api/v1/incidents/export.csv?" + camera);

    assertThat(csv.text().lines().skip(1).map(line -> line.substring(0, 36)).distinct())
        .hasSize(1205);
  }

  @Test
  void aFilterIsKeptChangedOnceAndForgotten() {
    String path = "/api/v1/saved-filters/night%20" + device.name();

    Answer kept = put(path, "state=OPEN", "If-None-Match", "*");
    Answer twice = put(path, "state=OPEN", "If-None-Match", "*");
    Answer changed = put(path, "state=RESOLVED", "If-Match", kept.header("ETag"));
    Answer late = put(path, "state=ACKNOWLEDGED", "If-Match", kept.header("ETag"));
    Answer blind = put(path, "state=ACKNOWLEDGED", "X-Nothing", "1");

    assertThat(kept.status()).isEqualTo(200);
    assertThat(twice.status()).isEqualTo(412);
    assertThat(changed.json().path("query").asText()).isEqualTo("state=RESOLVED");
    assertThat(late.status()).isEqualTo(412);
    assertThat(blind.status()).isEqualTo(428);
    assertThat(names(engineer)).contains("night " + device.name());
    assertThat(names(Person.auditor())).doesNotContain("night " + device.name());

    Answer gone =
        engineer.send("DELETE", path, BodyPublishers.noBody(), "If-Match", changed.header("ETag"));
    assertThat(gone.status()).isEqualTo(204);
    assertThat(names(engineer)).doesNotContain("night " + device.name());
  }

  private Answer put(String path, String query, String... headers) {
    return engineer.put(path, "{\"query\":\"" + query + "\"}", headers[0], headers[1]);
  }

  private static List<String> names(Person person) {
    return person.get("/api/v1/saved-filters").json().path("items").findValuesAsText("name");
  }

  private List<String> ids(String query) {
    return engineer
        .get("/api/v1/incidents?" + camera + "&" + query)
        .json()
        .path("items")
        .findValuesAsText("id");
  }

  private static List<String> counts(JsonNode facet) {
    return StreamSupport.stream(facet.spliterator(), false)
        .map(one -> one.path("value").asText() + " " + one.path("incidents").asInt())
        .toList();
  }
}
