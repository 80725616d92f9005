package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A phone in a cellar: what is acknowledged there is sent when the link is back. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class OfflineTest extends PageScene {
  private static final String ACKNOWLEDGEMENTS = "**/acknowledgement";

  @Test
  void anAcknowledgementWithoutALinkWaitsAndIsSentOnceTheLinkIsBack() {
    lookAt(camera.seesABareHead(now()));
    phone.loseLink();

    phone.button("Acknowledge").tap();

    assertThat(phone.page().locator("#acknowledge-waits")).containsText("waiting to be sent");
    assertThat(waiting()).containsText("1 acknowledgement waits to be sent");
    assertThat(phone.button("Acknowledge")).isHidden();
    phone.screenshot("offline-acknowledge");

    phone.regainLink();

    assertThat(phone.chips()).containsText("Acknowledged");
    assertThat(phone.timeline("ACKNOWLEDGED")).hasCount(1);
    assertThat(phone.timeline("ACKNOWLEDGED")).containsText(ENGINEER);
    assertThat(waiting()).isHidden();
  }

  @Test
  void anAcknowledgementOutlivesThePageThatItWasMadeOn() {
    IncidentId incident = camera.seesABareHead(now());
    lookAt(incident);
    phone.answersUnavailable(ACKNOWLEDGEMENTS);
    phone.button("Acknowledge").tap();
    assertThat(waiting()).isVisible();

    phone.answersAgain(ACKNOWLEDGEMENTS);
    phone.open("/");

    assertThat(phone.row(incident)).containsText("Acknowledged");
    assertThat(waiting()).isHidden();
  }

  @Test
  void whoWasOvertakenMeanwhileIsToldSo() {
    IncidentId incident = camera.seesABareHead(now());
    lookAt(incident);
    phone.loseLink();
    phone.button("Acknowledge").tap();
    assertThat(waiting()).isVisible();
    try (Phone other = anotherPhone()) {
      other.openLink(incident);
      other.signIn(ENGINEER, passwordOf(ENGINEER));
      other.verdict("Rejected").tap();
      other.button("Resolve").tap();
      assertThat(other.chips()).containsText("Resolved");
    }

    phone.regainLink();

    assertThat(waiting()).containsText("somebody else had changed the incident");
    assertThat(phone.timeline("ACKNOWLEDGED")).hasCount(0);
    phone.screenshot("offline-overtaken");
    phone.button("Understood").tap();
    assertThat(waiting()).isHidden();
    assertThat(phone.chips()).containsText("Resolved");
  }

  @Test
  void aPageThatWasOpenedBeforeOpensWithoutALink() {
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Incidents");
    phone.waitFor("navigator.serviceWorker.ready.then(() => true)");
    phone.open("/");
    phone.waitFor("caches.match('/').then(Boolean)");
    phone.loseLink();

    phone.open("/?state=OPEN");

    assertThat(phone.heading()).hasText("Incidents");
    assertThat(phone.page().locator("#connection")).containsText("No connection");
    phone.screenshot("offline-list");
  }

  private void lookAt(IncidentId incident) {
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");
  }

  private Locator waiting() {
    return phone.page().locator("#waiting");
  }
}
