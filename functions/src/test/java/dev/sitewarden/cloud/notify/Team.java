package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** People called {@code name-site}, who can be reached and may do something, until they leave. */
final class Team {
  private static final String DECIDER = "site-engineer";

  private final Person admin = Person.named("admin");
  private final List<String> reached = new ArrayList<>();
  private final List<String> grants = new ArrayList<>();
  private final String site;

  Team(String site) {
    this.site = site;
  }

  /** Somebody who can be reached and decides at the site. */
  void decides(String name) {
    decides(name, site);
  }

  /** Somebody who can be reached and decides at any site. */
  void decides(String name, String where) {
    joins(name, DECIDER, "\"site\":\"%s\"".formatted(where));
  }

  /** Somebody who can be reached and has a role at a place. */
  void joins(String name, String role, String place) {
    isReached(name);
    isGranted(name, role, place);
  }

  /** By telephone and by e-mail. */
  void isReached(String name) {
    Answer noted =
        admin.create(
            "/api/v1/contacts/" + person(name),
            "{\"phone\":\"+4930123456\",\"email\":\"%s@example.org\"}".formatted(name));
    assertThat(noted.status()).isEqualTo(200);
    reached.add(person(name));
  }

  /** Has a role at a place, and perhaps no telephone. */
  void isGranted(String name, String role, String place) {
    Answer given =
        admin.post(
            "/api/v1/grants",
            "{\"person\":\"%s\",\"role\":\"%s\",%s}".formatted(person(name), role, place));
    grants.add(given.json().path("id").asText());
  }

  /** Nobody knows them any more. */
  void leaves() {
    for (String grant : grants) {
      admin.send("DELETE", "/api/v1/grants/" + grant, BodyPublishers.noBody());
    }
    for (String person : reached) {
      Rows.of("delete from contact where person = ? returning person", person);
    }
  }

  private String person(String name) {
    return name + "-" + site;
  }
}
