package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What comes from outside may be anything. The endpoints are those that the API's own description
 * names: one with a body that has no line here fails the test.
 */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.app.calls-per-second", value = "1000"))
final class HostileInputTest {
  private static final List<String> TIMES =
      List.of(
          Instant.MIN.toString(),
          Instant.MAX.toString(),
          "-4713-01-01T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "9998-12-31T23:59:59.999999999Z",
          "9999-12-31T23:59:59.999999999Z",
          "+294277-01-01T00:00:00Z");
  private static final List<String> DAYS =
      List.of("-999999999-01-01", "+999999999-12-31", "0000-01-01", "0001-01-01", "9998-12-31");
  private static final List<String> ZONES =
      List.of("+02:00", "-18:00", "Z", "UTC+2", "GMT-3", "Etc/GMT+12", "Pacific/Apia", "EST5EDT");
  private static final String NOBODYS_ID = "b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70";

  /** A body for each endpoint that would be taken. */
  private static final Map<String, String> BODIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("POST /api/v1/incidents/{id}/acknowledgement", "{}"),
              Map.entry(
                  "POST /api/v1/incidents/{id}/resolution",
                  "{\"verdict\":\"CONFIRMED\",\"comment\":\"words\"}"),
              Map.entry("POST /api/v1/incidents/{id}/reopening", "{\"reason\":\"words\"}"),
              Map.entry("POST /api/v1/incidents/{id}/assignment", "{\"to\":\"smith\"}"),
              Map.entry("POST /api/v1/incidents/{id}/comments", "{\"text\":\"words\"}"),
              Map.entry(
                  "POST /api/v1/incidents/{id}/severity",
                  "{\"severity\":\"INFO\",\"reason\":\"words\"}"),
              Map.entry("POST /api/v1/incidents/{id}/separation", "{}"),
              Map.entry("PUT /api/v1/saved-filters/{name}", "{\"query\":\"q=dock\"}"),
              Map.entry(
                  "PUT /api/v1/on-call/{site}",
                  "{\"timezone\":\"UTC\",\"shifts\":[{\"days\":[\"MONDAY\"],\"from\":\"06:00\","
                      + "\"to\":\"14:00\",\"person\":\"smith\"}],\"standIns\":[],"
                      + "\"otherwise\":\"smith\",\"escalation\":[\"smith\"],\"quietHours\":null}"),
              Map.entry(
                  "PUT /api/v1/contacts/{person}",
                  "{\"phone\":\"+4930123456\",\"email\":\"smith@example.org\"}"),
              Map.entry("POST /api/v1/dead-letters/replays", "{\"ids\":[\"x\"]}"),
              Map.entry(
                  "POST /api/v1/holds",
                  "{\"device\":\"pi-1\",\"camera\":\"gate\",\"from\":\"2026-11-20T08:00:00Z\","
                      + "\"to\":\"2026-11-20T09:00:00Z\",\"reason\":\"words\"}"),
              Map.entry("POST /api/v1/holds/{id}/release", "{}"),
              Map.entry(
                  "POST /api/v1/grants",
                  "{\"person\":\"smith\",\"role\":\"auditor\",\"site\":\"yard\"}"),
              Map.entry("PUT /api/v1/sites/devices/{device}", "{\"site\":\"yard\"}"),
              Map.entry("POST /api/v1/acknowledge-link", "{\"token\":\"words\"}"),
              Map.entry("POST /api/v1/acknowledge-link/subject", "{\"token\":\"words\"}"),
              Map.entry("POST /api/v1/delivery-reports", "[{\"eventType\":\"words\"}]")));

  private final Device device = Device.fresh();
  private final Person admin = Person.named("admin");

  @Test
  void everyEndpointWithABodyHasItsLine() {
    Set<String> withBody = new TreeSet<>();
    described()
        .forEach(
            (endpoint, about) -> {
              if (about.has("requestBody")) {
                withBody.add(endpoint);
              }
            });

    assertThat(withBody).isEqualTo(BODIES.keySet());
  }

  @Test
  void everyBodyThatIsWrongIsAProblemOfTheCallersAndTellsNothing() {
    Instant seen = Instant.parse("2026-11-20T10:00:00Z");
    device.sends(device.opened(seen));
    String incident = device.incidentAt(seen).toString();
    List<String> wrong = new ArrayList<>();

    BODIES.forEach(
        (endpoint, right) ->
            HostileBodies.of(right)
                .forEach(
                    (name, body) -> {
                      Answer answer = call(endpoint, incident, body);
                      if (!isRefusal(answer)) {
                        wrong.add("%s, %s: %s".formatted(endpoint, name, shown(answer)));
                      }
                    }));

    assertThat(wrong).isEmpty();
    assertThat(admin.incident(incident).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void noParameterBreaksAnything() {
    List<String> wrong = new ArrayList<>();

    described()
        .forEach(
            (endpoint, about) -> {
              for (String hostile :
                  List.of("%00", "a%00b", "%ED%A0%80", "%27)%3B+drop+table+incident%3B--")) {
                for (String address : addresses(endpoint, about, hostile)) {
                  Answer answer = admin.get(address);
                  if (answer.status() >= 500 || tellsTooMuch(answer)) {
                    wrong.add("%s: %s".formatted(address, shown(answer)));
                  }
                }
              }
            });

    assertThat(wrong).isEmpty();
    assertThat(Rows.of("select count(*) from incident")).isNotEmpty();
  }

  @Test
  void noTimeIsTooFarAwayAndNoZoneTooOdd() {
    Map<String, String> broken = new TreeMap<>();

    oddTimes()
        .forEach(
            address -> {
              Answer answer = admin.get(address);
              if (answer.status() >= 500 || tellsTooMuch(answer)) {
                broken.put(address, shown(answer));
              }
            });
    TIMES.forEach(
        time -> {
          Answer hold =
              admin.post(
                  "/api/v1/holds",
                  "{\"device\":\"pi-1\",\"camera\":\"gate\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"words\"}"
                      .formatted(time, Instant.MAX));
          if (!isRefusal(hold)) {
            broken.put("a hold from " + time, shown(hold));
          }
        });

    assertThat(broken).isEmpty();
    assertThat(admin.get("/api/v1/incidents?timezone=%2B02:00").code())
        .as("days of an offset would be counted the other way round")
        .isEqualTo("invalid-timezone");
    assertThat(admin.get("/api/v1/incidents?day=%2B999999999-12-31").code())
        .isEqualTo("invalid-day");
  }

  @Test
  void everyZoneThatIsTakenIsKnownToTheDatabase() {
    assertThat(admin.get("/api/v1/incidents/facets?timezone=SystemV/AST4").code())
        .isEqualTo("invalid-timezone");
    assertThat(Rows.of("select lower(name) from pg_timezone_names"))
        .containsAll(
            ZoneId.getAvailableZoneIds().stream()
                .filter(name -> !name.startsWith("SystemV/"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
  }

  /** Every address that asks for a time, with each odd one. */
  private static List<String> oddTimes() {
    List<String> addresses = new ArrayList<>();
    for (String time : encoded(TIMES)) {
      for (String form : List.of("", ".csv", ".edl")) {
        String day = "/api/v1/archive/timeline" + form + "?device=pi-1&camera=gate&since=" + time;
        addresses.add(day + "&until=" + time);
        addresses.add(day + "&until=2026-11-20T10:00:00Z");
      }
      for (String asked : List.of("?from=", "?to=")) {
        addresses.addAll(ofIncidents(asked + time));
      }
      addresses.add("/api/v1/audit?since=" + time);
      addresses.add("/api/v1/audit?until=" + time);
    }
    for (String zone : encoded(ZONES)) {
      for (String day : encoded(DAYS)) {
        addresses.addAll(ofIncidents("?day=" + day + "&timezone=" + zone));
      }
    }
    return addresses;
  }

  private static List<String> ofIncidents(String query) {
    return Stream.of("", "/export.csv", "/facets")
        .map(form -> "/api/v1/incidents" + form + query)
        .toList();
  }

  private static List<String> encoded(List<String> texts) {
    return texts.stream().map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)).toList();
  }

  private Answer call(String endpoint, String incident, byte[] body) {
    int space = endpoint.indexOf(' ');
    String id = endpoint.contains("/incidents/") ? incident : NOBODYS_ID;
    String path =
        endpoint.substring(space + 1).replace("{id}", id).replaceAll("\\{[a-z]+}", "nobodys");
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (endpoint.startsWith("PUT")) {
      headers.addAll(List.of("If-None-Match", "*"));
    } else {
      headers.addAll(List.of("If-Match", admin.version(incident)));
    }
    return admin.send(
        endpoint.substring(0, space),
        path,
        BodyPublishers.ofByteArray(body),
        headers.toArray(String[]::new));
  }

  private static boolean isRefusal(Answer answer) {
    return answer.status() >= 400
        && answer.status() < 500
        && answer.status() != 429
        && answer.code().matches("[a-z]+(-[a-z]+)*")
        && !tellsTooMuch(answer);
  }

  /** Names of classes, queries, traces. */
  private static boolean tellsTooMuch(Answer answer) {
    return answer.status() >= 400
        && answer
            .text()
            .matches(
                "(?s).*(Exception|\\bat [a-z]+\\.[a-z]|java\\.|org\\.|com\\.|dev\\.sitewarden|insert into|select ).*");
  }

  private static String shown(Answer answer) {
    String text = answer.text();
    return answer.status() + " " + text.substring(0, Math.min(200, text.length()));
  }

  /** Addresses with the hostile value in the place of each parameter, one at a time. */
  private static List<String> addresses(String endpoint, JsonNode about, String hostile) {
    List<String> addresses = new ArrayList<>();
    if (!endpoint.startsWith("GET ")) {
      return addresses;
    }
    String path = endpoint.substring(4);
    String plain = path.replace("{id}", NOBODYS_ID).replaceAll("\\{[a-z]+}", "clip");
    for (JsonNode parameter : about.path("parameters")) {
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("query")) {
        addresses.add(plain + "?" + name + "=" + hostile);
      } else if (parameter.path("in").asText().equals("path")) {
        addresses.add(path.replace("{" + name + "}", hostile).replaceAll("\\{[a-z]+}", NOBODYS_ID));
      }
    }
    return addresses;
  }

  /** What the description says of each method and path. */
  private static Map<String, JsonNode> described() {
    Map<String, JsonNode> endpoints = new TreeMap<>();
    JsonNode paths = new Caller().get("/q/openapi?format=json").json().path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        endpoints.put(
            method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
      }
    }
    return endpoints;
  }
}
