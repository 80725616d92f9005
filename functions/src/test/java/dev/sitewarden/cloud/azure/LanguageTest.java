package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everybody is told in his language, by text message and e-mail, of each kind of thing. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.notify.storm-size", value = "1"),
      @ResourceArg(name = "cloud.notify.storm-within", value = "1m"),
      @ResourceArg(name = "cloud.notify.email-waits", value = "0s"),
      @ResourceArg(name = "cloud.chore.often", value = "1h") // the test says when
    })
@QuarkusTestResource(value = EveryChannelTest.Services.class, restrictToAnnotatedClass = true)
final class LanguageTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration PAST_DIGEST = Duration.ofMinutes(3);
  private static final Duration PAST_PATIENCE = Duration.ofMinutes(6);
  private static final int LONGEST = 160;
  private static final int MOST_LOOKS = 10_000;
  private static final String TAKEN =
      "{\"id\":\"1\",\"status\":\"Running\",\"value\":[{\"to\":\"+4930123456\",\"messageId\":\"m-1\","
          + "\"httpStatusCode\":202,\"successful\":true}]}";

  @SuppressWarnings("NullAway.Init") // the resource injects it
  CommunicationServices services;

  @Inject TestClock clock;

  @AfterEach
  void now() {
    clock.reset();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EN | ALARM: bare head in Loading dock | Nobody has acknowledged: | 2 more incidents since | , 1 of them an alarm | camera gate of | 2026-11-20 10:00:00 UTC. Look at it: | Acknowledge
          DE | ALARM: Kopf ohne Helm, Loading dock | Noch niemand bestätigt: | 2 weitere Vorfälle seit | , davon 1 Alarm | Kamera gate von | 20.11.2026 10:00:00 UTC. Ansehen: | Bestätigen
          """)
  void eachKindIsSaidInThePersonsLanguage(
      String language,
      String opened,
      String unanswered,
      String more,
      String among,
      String camera,
      String look,
      String acknowledge) {
    String person = "p-" + language;
    services.answers(202, TAKEN);
    reach(person, language);
    Device first = deviceOf(person);
    Device second = deviceOf(person);
    Device third = deviceOf(person);

    first.sends(first.opened(SEEN));
    until(person, "OPENED", "SENT", 2);
    second.sends(second.opened(SEEN)); // within a storm
    third.sends(third.opened(SEEN, "ramp", Severity.WARNING));
    until(person, "OPENED", "HELD", 2);
    clock.putForward(PAST_DIGEST);
    new Caller().post("/FrequentChores", "{}");
    until(person, "DIGEST", "SENT", 2);
    clock.putForward(PAST_PATIENCE);
    new Caller().post("/FrequentChores", "{}");
    until(person, "ESCALATED", "SENT", 2);

    assertThat(text(person, "OPENED", "sms")).isEqualTo(opened + ", gate 10:00:00 UTC");
    assertThat(text(person, "OPENED", "email")).startsWith(opened).contains(camera, look);
    assertThat(text(person, "ESCALATED", "sms")).startsWith(unanswered + " " + opened);
    assertThat(text(person, "ESCALATED", "email")).contains(unanswered, "6 min", look);
    assertThat(text(person, "DIGEST", "sms")).startsWith(more).endsWith(" UTC" + among);
    assertThat(text(person, "DIGEST", "email")).contains(more, among + ": 1 x " + opened);
    assertThat(sms(opened))
        .isNotEmpty()
        .allSatisfy(sent -> assertThat(sent.length()).isLessThanOrEqualTo(LONGEST))
        .allSatisfy(sent -> assertThat(sent).contains("/a#"));
    String lang = "lang=\"%s\"".formatted(language.toLowerCase(Locale.ROOT));
    assertThat(html(opened))
        .hasSize(3)
        .allSatisfy(sent -> assertThat(sent).contains(lang))
        .filteredOn(sent -> sent.contains(acknowledge + "</a>"))
        .hasSize(2); // a digest is about many
  }

  private static void reach(String person, String language) {
    Answer noted =
        Person.named("admin")
            .create(
                "/api/v1/contacts/" + person,
                "{\"phone\":\"+4930123456\",\"email\":\"a@example.org\",\"language\":\"%s\"}"
                    .formatted(language));
    Answer planned =
        Plans.first(Person.engineer(), "site-" + person, "\"otherwise\":\"%s\"".formatted(person));
    assertThat(noted.status()).isEqualTo(200);
    assertThat(planned.status()).isEqualTo(200);
  }

  private static Device deviceOf(String person) {
    Device device = Device.fresh();
    Rows.of(
        "insert into device_site values (?, ?) returning device", device.name(), "site-" + person);
    return device;
  }

  private static void until(String person, String kind, String state, int messages) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (Rows.of(
                  "select id::text from notification"
                      + " where recipient = ? and kind = ? and state = ?",
                  person,
                  kind,
                  state)
              .size()
          == messages) {
        return;
      }
    }
    throw new AssertionError(
        Rows.of("select kind || ' ' || state || ' ' || coalesce(text, '') from notification")
            .toString());
  }

  private static String text(String person, String kind, String channel) {
    return Rows.of(
            "select text from notification where recipient = ? and kind = ? and channel = ?",
            person,
            kind,
            channel)
        .getFirst();
  }

  private List<String> sms(String opened) {
    return services.calls().stream()
        .map(call -> call.body().path("message").asText())
        .filter(sent -> sent.startsWith(opened))
        .toList();
  }

  private List<String> html(String opened) {
    return services.calls().stream()
        .map(call -> call.body().path("content").path("html").asText())
        .filter(sent -> sent.contains(opened))
        .toList();
  }
}
