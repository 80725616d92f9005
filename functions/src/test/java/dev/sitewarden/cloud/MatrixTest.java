package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every role against every endpoint. The endpoints are those that the API's own description names:
 * one that is new and has no line here fails the test.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class MatrixTest {
  private static final String NOBODYS_ID = "b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70";

  /** Users and their roles, one letter each: the columns of the matrix. */
  private static final Map<String, String> USERS =
      new TreeMap<>(
          Map.of(
              "e", "engineer",
              "a", "auditor",
              "l", "labeler",
              "s", "scientist",
              "i", "iot",
              "r", "admin"));

  /** Who may call what; everybody else is told 403, and who is not signed in 401. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("GET /api/v1/me", "ealsir"),
          Map.entry("POST /api/v1/logout", "ealsir"),
          Map.entry("GET /api/v1/incidents", "ear"),
          Map.entry("GET /api/v1/incidents/{id}", "ear"),
          Map.entry("GET /api/v1/incidents/{id}/evidence/{kind}", "ear"),
          Map.entry("POST /api/v1/incidents/{id}/acknowledgement", "er"),
          Map.entry("POST /api/v1/incidents/{id}/resolution", "er"),
          Map.entry("POST /api/v1/incidents/{id}/reopening", "er"),
          Map.entry("POST /api/v1/incidents/{id}/assignment", "er"),
          Map.entry("POST /api/v1/incidents/{id}/comments", "er"),
          Map.entry("POST /api/v1/incidents/{id}/severity", "er"),
          Map.entry("POST /api/v1/incidents/{id}/separation", "er"),
          Map.entry("GET /api/v1/incidents/facets", "ear"),
          Map.entry("GET /api/v1/incidents/export.csv", "ear"),
          Map.entry("GET /api/v1/saved-filters", "ear"),
          Map.entry("PUT /api/v1/saved-filters/{name}", "ear"),
          Map.entry("DELETE /api/v1/saved-filters/{name}", "ear"),
          Map.entry("GET /api/v1/on-call", "ear"),
          Map.entry("GET /api/v1/on-call/{site}", "ear"),
          Map.entry("PUT /api/v1/on-call/{site}", "er"),
          Map.entry("GET /api/v1/contacts", "er"),
          Map.entry("PUT /api/v1/contacts/{person}", "er"),
          Map.entry("GET /api/v1/dead-letters", "ir"),
          Map.entry("GET /api/v1/dead-letters/{id}", "ir"),
          Map.entry("POST /api/v1/dead-letters/{id}/replay", "ir"),
          Map.entry("POST /api/v1/dead-letters/replays", "ir"),
          Map.entry("GET /api/v1/notifications", "ear"),
          Map.entry("GET /api/v1/datasets/incidents.coco.json", "elsr"),
          Map.entry("GET /api/v1/incidents/{id}/package", "ar"),
          Map.entry("GET /api/v1/archive/cameras", "ear"),
          Map.entry("GET /api/v1/archive/timeline", "ear"),
          Map.entry("GET /api/v1/archive/timeline.edl", "ear"),
          Map.entry("GET /api/v1/archive/timeline.csv", "ear"),
          Map.entry("GET /api/v1/archive/timeline.json", "ear"),
          Map.entry("GET /api/v1/recordings/{device}/{id}", "ear"),
          Map.entry("GET /api/v1/holds", "ar"),
          Map.entry("POST /api/v1/holds", "ar"),
          Map.entry("POST /api/v1/holds/{id}/release", "ar"),
          Map.entry("GET /api/v1/audit", "ar"),
          Map.entry("GET /api/v1/audit/access.csv", "ar"),
          Map.entry("GET /api/v1/audit/verification", "ar"),
          Map.entry("GET /api/v1/audit/chains", "ar"),
          Map.entry("GET /api/v1/audit/chains/{lane}/verification", "ar"),
          Map.entry("GET /api/v1/audit/key", "ar"),
          Map.entry("GET /api/v1/grants", "ar"),
          Map.entry("POST /api/v1/grants", "r"),
          Map.entry("DELETE /api/v1/grants/{id}", "r"),
          Map.entry("GET /api/v1/devices", "eair"),
          Map.entry("GET /api/v1/sites", "ir"),
          Map.entry("PUT /api/v1/sites/devices/{device}", "r"));

  /** Whoever calls these proves himself otherwise: by a signed link, or by a key in a header. */
  private static final Set<String> PROVED_OTHERWISE =
      Set.of(
          "POST /api/v1/acknowledge-link",
          "POST /api/v1/acknowledge-link/subject",
          "POST /api/v1/delivery-reports");

  @Test
  void everyEndpointHasItsLine() {
    Set<String> lines = new TreeSet<>(ALLOWED.keySet());
    lines.addAll(PROVED_OTHERWISE);

    assertThat(described()).isEqualTo(lines);
  }

  @Test
  void whatIsProvedOtherwiseIsNothingWithoutProof() {
    for (String endpoint : PROVED_OTHERWISE) {
      Answer answer = call(new Caller(), endpoint);
      assertThat(answer.status()).as(endpoint).isBetween(400, 499);
    }
  }

  @Test
  void everyRoleMayDoWhatItsLineSaysAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> user : USERS.entrySet()) {
      Person person = Person.named(user.getValue());
      for (String endpoint : endpoints()) {
        boolean isAllowed = ALLOWED.getOrDefault(endpoint, "").contains(user.getKey());
        Answer answer = call(person, endpoint);
        boolean isRefused = answer.code().equals("role-not-allowed");
        if (isAllowed == isRefused || answer.status() == 401 || answer.status() >= 500) {
          wrong.add("%s as %s: %d".formatted(endpoint, user.getValue(), answer.status()));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyMayDoAnythingWithoutSigningIn() {
    Caller stranger = new Caller();

    for (String endpoint : endpoints()) {
      Answer answer = call(stranger, endpoint);
      assertThat(answer.status()).as(endpoint).isEqualTo(401);
      assertThat(answer.code()).as(endpoint).isEqualTo("not-signed-in");
    }
  }

  @Test
  void whatADeviceProvesToTheHubProvesNothingHere() {
    Caller device = new Caller();

    for (String endpoint : endpoints()) {
      for (String proof : List.of("SharedAccessSignature sr=hub&sig=x&se=9", "Bearer x.y.z")) {
        Answer answer = call(device, endpoint, "Authorization", proof);
        assertThat(answer.status()).as(endpoint).isEqualTo(401);
      }
    }
  }

  /** Method and path of everything below {@code /api}, as the description has them. */
  private static Set<String> described() {
    JsonNode paths = new Caller().get("/q/openapi?format=json").json().path("paths");
    Set<String> endpoints = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        endpoints.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return endpoints;
  }

  /** Those that want a signed-in person. */
  private static Set<String> endpoints() {
    Set<String> endpoints = described();
    endpoints.removeAll(PROVED_OTHERWISE);
    return endpoints;
  }

  /** Calls with a body that changes nothing: nobody has the id, and no grant looks like this. */
  private static Answer call(Caller caller, String endpoint, String... headers) {
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    String path =
        endpoint
            .substring(method.length() + 1)
            .replace("{id}", NOBODYS_ID)
            .replaceAll("\\{[a-z]+}", "clip");
    List<String> all = new ArrayList<>(List.of(headers));
    BodyPublisher body = BodyPublishers.noBody();
    if (method.equals("POST") || method.equals("PUT")) {
      all.addAll(List.of("Content-Type", "application/json", "If-Match", "*"));
      body = BodyPublishers.ofString("{}");
    }
    return caller.send(method, path, body, all.toArray(String[]::new));
  }
}
