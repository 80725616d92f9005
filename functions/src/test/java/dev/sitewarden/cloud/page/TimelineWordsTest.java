package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.incident.WhyNot;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the server says in the timeline is said in the reader's words; what people wrote stays. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class TimelineWordsTest extends PageScene {

  @Inject IncidentNotices notices;

  @Test
  void theTimelineSpeaksTheReadersLanguage() throws Throwable {
    IncidentId incident = camera.seesABareHead(now());
    Person engineer = Person.engineer();
    engineer.decide(incident.toString(), "assignment", "{\"to\":\"smith\"}");
    engineer.decide(incident.toString(), "assignment", "{\"to\":null}");
    engineer.decide(
        incident.toString(), "severity", "{\"severity\":\"WARNING\",\"reason\":\"a visitor\"}");
    engineer.decide(
        incident.toString(), "resolution", "{\"verdict\":\"CONFIRMED\",\"comment\":\"to nobody\"}");
    Notice lost = Notice.notDelivered(incident.value(), now(), "to smith by sms; number unknown");
    Notice told = Notice.told(incident.value(), now(), "to smith by email, in a digest");
    VertxContextSupport.subscribeAndAwait(
        () -> Panache.withTransaction(() -> notices.note(List.of(lost, told, late(incident)))));

    try (Phone reader = phoneSpeaking("de-DE")) {
      reader.openLink(incident);
      reader.signInInGerman(ENGINEER, passwordOf(ENGINEER));
      assertThat(said(reader, "NOT_DELIVERED")).hasText("an smith (SMS); number unknown");
      assertThat(said(reader, "NOTIFIED").last())
          .hasText("an smith (E-Mail), in einer Sammelnachricht");
      assertThat(said(reader, "NOT_NOTIFIED").last()).hasText("Bestätigt.");
      assertThat(said(reader, "ASSIGNED")).hasText(new String[] {"an smith", "an niemanden"});
      assertThat(said(reader, "RECLASSIFIED")).hasText("Warnung: a visitor");
      assertThat(said(reader, "RESOLVED")).hasText("Zutreffend: to nobody");
      assertThat(said(reader, "EVIDENCE_STORED").first()).hasText("Kleines Bild");
      reader.screenshotWhole("timeline-german-390");
    }
  }

  private static Notice late(IncidentId incident) {
    return Notice.notTold(
        incident.value(),
        now(),
        "acknowledged already",
        Optional.of(new WhyNot("ANSWERED", Map.of("state", "ACKNOWLEDGED"))));
  }

  private static Locator said(Phone reader, String kind) {
    return reader.page().locator("li[data-kind=%s] .said".formatted(kind));
  }
}
