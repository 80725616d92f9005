package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, how, and from where. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class SignInTest {
  private final Caller stranger = new Caller();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/me",
        "/api/v1/incidents",
        "/api/v1/incidents/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70",
        "/api/v1/incidents/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70/evidence/clip",
        "/api/v1/notifications",
        "/api/v1/datasets/incidents.coco.json"
      })
  void aCallWithoutASessionIsToldSo(String path) {
    Answer answer = stranger.get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("not-signed-in");
  }

  @ParameterizedTest(name = "{0} leads to the form and back")
  @CsvSource({
    "/,                          %2F",
    "/notify/,                   %2Fnotify%2F",
    "/incident/view.html?id=7,   %2Fincident%2Fview.html%3Fid%3D7"
  })
  void aPageWithoutASessionLeadsToTheForm(String page, String next) {
    Answer answer = stranger.get(page);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo("/login.html?next=" + next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login.html", "/login.js", "/site.css", "/icon.svg"})
  void theFormItselfIsForEverybody(String path) {
    assertThat(stranger.get(path).status()).isEqualTo(200);
  }

  @Test
  void theSessionIsACookieThatScriptsAndOtherSitesDoNotSee() {
    Answer answer = Person.engineer().signIn("engineer", Person.password("engineer"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Set-Cookie")).containsIgnoringCase("HttpOnly");
    assertThat(answer.header("Set-Cookie")).containsIgnoringCase("SameSite=Strict");
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource({"engineer, wrong", "nobody, ''", "engineer, ''"})
  void aWrongPasswordIsRefused(String user, String password) {
    Answer answer = Person.engineer().signIn(user, password);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).doesNotContain("quarkus-credential=D");
  }

  @Test
  void theAuditLogTellsWhoSignedInAndWhoWasRefused() {
    Person.engineer().signIn("engineer", Person.password("engineer"));
    Person.engineer().signIn("o%27brien%0A%3Cb%3E", "guess");

    assertThat(Rows.of("select distinct actor from audit_record where action = 'SIGNED_IN'"))
        .contains("engineer");
    assertThat(Rows.of("select subject from audit_record where action = 'SIGN_IN_REFUSED'"))
        .contains("o'brien?<b>");
  }

  @Test
  void aForgedCookieIsNoSession() {
    assertThat(stranger.get("/api/v1/me", "Cookie", "quarkus-credential=Zm9yZ2Vk").status())
        .isEqualTo(401);
  }

  @Test
  void everybodyIsToldWhoHeIs() {
    assertThat(Person.engineer().get("/api/v1/me").text())
        .isEqualTo("{\"name\":\"engineer\",\"roles\":[\"site-engineer\"]}");
    assertThat(Person.auditor().get("/api/v1/me").text())
        .isEqualTo("{\"name\":\"auditor\",\"roles\":[\"auditor\"]}");
  }

  @Test
  void signingOutTakesTheCookie() {
    Answer answer = Person.engineer().send("POST", "/api/v1/logout", BodyPublishers.noBody());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Set-Cookie")).startsWith("quarkus-credential=;");
  }

  @Test
  void aChangeFromAnotherOriginIsRefused() {
    Person engineer = Person.engineer();

    assertThat(engineer.post("/api/v1/logout", "{}", "Sec-Fetch-Site", "same-site").code())
        .isEqualTo("other-origin");
    assertThat(
            engineer
                .send(
                    "POST",
                    "/api/v1/logout",
                    BodyPublishers.ofString("x"),
                    "Content-Type",
                    "text/plain")
                .code())
        .isEqualTo("not-json");
  }

  @Test
  void answersSayHowTheyMayBeUsed() {
    Answer page = Person.engineer().get("/");
    Answer call = Person.engineer().get("/api/v1/me");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(call.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theApiDescribesItself() {
    Answer description = stranger.get("/q/openapi?format=json");

    assertThat(description.json().path("openapi").asText()).startsWith("3.1");
    assertThat(description.json().path("paths").has("/api/v1/incidents/{id}/resolution")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/nothing", "/nothing.html"})
  void whatIsNotThereIsAProblem(String path) {
    Answer answer = Person.engineer().get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not-found");
  }
}
