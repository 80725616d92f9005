package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people do, at the custom handler's program, whatever it was compiled to: each body that is
 * taken, each item of each list, a page with its files. A record whose fields a native executable
 * does not know would be read as nothing or written as {@code {}}.
 */
@Tag("packages")
final class HandlersPeopleTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final byte[] JPEG = TestJpeg.ofDevice("a picture");
  private static final Pattern FILE = Pattern.compile("\"(/s/[^\"]+)\"");
  private static final EmbeddedCloud CLOUD = new EmbeddedCloud();
  private static final Device DEVICE = Device.fresh();
  private static final String INCIDENT = DEVICE.incidentAt(SEEN).toString();
  private static final String ABOUT = "/api/v1/incidents/" + INCIDENT;

  @TempDir static Path data = Path.of("");

  private static PackagedHandler handler;

  /** One of everything. */
  @BeforeAll
  static void start() throws IOException {
    Map<String, String> settings = CLOUD.start();
    handler = PackagedHandler.start(data, settings);
    Path media = Path.of(String.valueOf(settings.get("cloud.media.folder")));
    Path picture = media.resolve(DEVICE.path(SEEN, Evidence.Kind.SNAPSHOT));
    Files.createDirectories(picture.getParent());
    Files.write(picture, JPEG);
    DEVICE.sends(DEVICE.opened(SEEN), DEVICE.stored(SEEN, Evidence.Kind.SNAPSHOT, JPEG));
    DEVICE.sends(DEVICE.updated(SEEN, SEEN.plusSeconds(1), 2), "poison");
    DEVICE.sends(DEVICE.news(Instant.now()));
    Person admin = Person.named("admin");
    put(admin, "/api/v1/sites/devices/" + DEVICE.name(), "{\"site\":\"yard\"}");
    put(
        admin,
        "/api/v1/contacts/smith",
        "{\"phone\":\"+4930123456\",\"email\":\"smith@example.org\"}");
    put(
        admin,
        "/api/v1/on-call/yard",
        """
        {"timezone":"UTC","otherwise":"smith","escalation":["smith"],
         "shifts":[{"days":["MONDAY"],"from":"06:00","to":"14:00","person":"smith"}],
         "standIns":[{"from":"2026-11-20T06:00:00Z","to":"2026-11-21T06:00:00Z","person":"ada"}],
         "quietHours":{"from":"22:00","to":"06:00"}}""");
    put(
        admin,
        "/api/v1/on-call/nights",
        "{\"timezone\":\"UTC\",\"shifts\":[],\"standIns\":[],\"escalation\":[\"smith\"]}");
    put(admin, "/api/v1/saved-filters/docks", "{\"query\":\"q=dock\"}");
    created(
        admin,
        "/api/v1/holds",
        """
        {"device":"%s","camera":"gate","reason":"police",
         "from":"2026-11-20T08:00:00Z","to":"2026-11-20T09:00:00Z"}"""
            .formatted(DEVICE.name()));
    created(
        admin,
        "/api/v1/grants",
        "{\"person\":\"ada\",\"role\":\"auditor\",\"cameras\":[\"%s/gate\"]}"
            .formatted(DEVICE.name()));
  }

  @AfterAll
  static void stop() {
    handler.close();
    CLOUD.stop();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/api/v1/me, /roles/0",
    "/api/v1/incidents, /items/0/cursor",
    "/api/v1/incidents?after=0, /items/0/cursor",
    "/api/v1/incidents/facets, /facets/severity/0/value",
    "/api/v1/saved-filters, /items/0/query",
    "/api/v1/contacts, /items/0/email",
    "/api/v1/on-call, /items/0/site",
    "/api/v1/on-call/yard, /plan/shifts/0/days/0",
    "/api/v1/on-call/yard, /plan/standIns/0/person",
    "/api/v1/on-call/yard, /plan/quietHours/from",
    "/api/v1/on-call/nights, /gaps/0/from",
    "/api/v1/notifications, /items/0/state",
    "/api/v1/dead-letters, /items/0/code",
    "/api/v1/holds, /items/0/placedBy",
    "/api/v1/grants, /items/0/cameras/0",
    "/api/v1/sites, /items/0/site",
    "/api/v1/devices, /items/0/model/name",
    "/api/v1/devices, /items/0/ailments/0/text",
    "/api/v1/archive/cameras, /items/0/oldest",
    "/api/v1/audit, /items/0/hash",
    "/api/v1/audit/verification, /isIntact",
    "/api/v1/audit/chains, /chains/0/records",
    "/api/v1/audit/key, /pem",
    "/q/openapi?format=json, /info/title",
    "/q/health, /checks/0/name"
  })
  void everyAnswerHasItsFields(String path, String field) {
    Answer answer = Person.named("admin").get(path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at(field).asText()).as(answer.text()).isNotEmpty();
  }

  @Test
  void anIncidentIsToldWithAllThatIsKnown() {
    JsonNode incident = Person.engineer().incident(INCIDENT);

    for (String field :
        List.of(
            "/zone/polygon/0/0",
            "/subject/box/3",
            "/others/0/label",
            "/model/sha256",
            "/evidence/snapshot/url",
            "/timeline/0/kind",
            "/frame/widthPx")) {
      assertThat(incident.at(field).asText()).as(field + " of " + incident).isNotEmpty();
    }
  }

  @Test
  void everyDecisionIsTaken() {
    Person engineer = Person.engineer();

    for (Map.Entry<String, String> decision :
        List.of(
            Map.entry("assignment", "{\"to\":\"smith\"}"),
            Map.entry("comments", "{\"text\":\"the welder's\"}"),
            Map.entry("severity", "{\"severity\":\"INFO\",\"reason\":\"a bucket\"}"),
            Map.entry("acknowledgement", "{}"),
            Map.entry("resolution", "{\"verdict\":\"CONFIRMED\",\"comment\":\"seen\"}"),
            Map.entry("reopening", "{\"reason\":\"wrong picture\"}"))) {
      Answer answer = engineer.decide(INCIDENT, decision.getKey(), decision.getValue());
      assertThat(answer.status()).as(decision.getKey() + answer.text()).isEqualTo(200);
      assertThat(answer.json().path("id").asText()).isEqualTo(INCIDENT);
    }
  }

  @Test
  void aDeadLetterIsReadAndPlayedAgain() {
    Person admin = Person.named("admin");
    String letters = "/api/v1/dead-letters";
    String id = admin.get(letters).json().at("/items/0/id").asText();

    assertThat(admin.get(letters + "/" + id).json().path("body").asText()).isEqualTo("poison");
    assertThat(admin.post(letters + "/" + id + "/replay", "").json().path("outcome").asText())
        .isNotEmpty();
    assertThat(
            admin
                .post(letters + "/replays", "{\"ids\":[\"%s\"]}".formatted(id))
                .json()
                .at("/items/0/outcome")
                .asText())
        .isNotEmpty();
  }

  @Test
  void evidenceIsShownAndTakenAway() {
    String words = "bytes=%d-%d".formatted(JPEG.length - "picture".length(), JPEG.length - 1);
    Answer picture = Person.engineer().get(ABOUT + "/evidence/snapshot", "Range", words);
    Answer taken = Person.auditor().get(ABOUT + "/package");

    assertThat(picture.status()).isEqualTo(206);
    assertThat(picture.text()).isEqualTo("picture");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(taken.text()).startsWith("PK");
  }

  @Test
  void listsAreTakenAwayAsFiles() {
    Person admin = Person.named("admin");
    String timeline =
        "?device=%s&camera=gate&since=%s&until=%s"
            .formatted(DEVICE.name(), SEEN.minusSeconds(60), SEEN.plusSeconds(60));

    assertThat(admin.get("/api/v1/incidents/export.csv").text()).contains(INCIDENT);
    assertThat(admin.get("/api/v1/datasets/incidents.coco.json").status()).isEqualTo(200);
    for (String path : List.of("/api/v1/archive/timeline", "/api/v1/archive/timeline.csv")) {
      Answer answer = admin.get(path + timeline);
      assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
    }
  }

  @Test
  void aPageComesWithItsFilesAndItsTexts() {
    Caller stranger = new Caller();
    String page = stranger.get("/login.html").text();

    Matcher files = FILE.matcher(page);
    int found = 0;
    while (files.find()) {
      Answer file = stranger.get(files.group(1));
      assertThat(file.status()).as(files.group(1)).isEqualTo(200);
      assertThat(file.header("Cache-Control")).contains("immutable");
      found++;
    }
    assertThat(found).as(page).isPositive();
    assertThat(stranger.get("/texts/de.json").json().isObject()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidInAProblemDocument() {
    Person engineer = Person.engineer();

    assertThat(engineer.decide(INCIDENT, "comments", "{\"text\":\"\"}").code())
        .isEqualTo("invalid-request");
    assertThat(engineer.decide(INCIDENT, "comments", "{\"words\":1}").status()).isEqualTo(400);
    assertThat(engineer.get("/api/v1/incidents/nobody").status()).isEqualTo(404);
    assertThat(new Caller().get(ABOUT).status()).isEqualTo(401);
  }

  private static void put(Person person, String path, String body) {
    Answer answer = person.create(path, body);
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
  }

  private static void created(Person person, String path, String body) {
    Answer answer = person.post(path, body);
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(201);
  }
}
