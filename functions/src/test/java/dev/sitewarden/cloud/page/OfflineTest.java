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
  private static final String ADMIN = "admin";
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

  @Test
  void whatOnePersonAcknowledgedIsNotSentWhileAnotherIsSignedIn() {
    IncidentId incident = camera.seesABareHead(now());
    lookAt(incident);
    phone.answersUnavailable(ACKNOWLEDGEMENTS);
    phone.button("Acknowledge").tap();
    assertThat(waiting()).isVisible();
    phone.signsInBesides(ADMIN, passwordOf(ADMIN));
    phone.answersAgain(ACKNOWLEDGEMENTS);

    phone.noticesTheLink();
    assertThat(waiting()).containsText("It is sent when engineer signs in again");
    phone.believesToBe(ENGINEER); // between the question and the sending somebody else signs in
    phone.noticesTheLink();

    assertThat(waiting()).containsText("It is sent when engineer signs in again");
    assertThat(phone.chips()).containsText("Open");
    phone.screenshot("offline-other-person");

    phone.asksAgainWhoItIs();
    phone.signsInBesides(ENGINEER, passwordOf(ENGINEER));
    phone.noticesTheLink();

    assertThat(phone.timeline("ACKNOWLEDGED")).containsText(ENGINEER);
    assertThat(waiting()).isHidden();
  }

  @Test
  void whoseFirstTryWasRefusedMayTryAgain() {
    IncidentId incident = camera.seesABareHead(now());
    lookAt(incident);
    phone
        .page()
        .evaluate(
            """
            localStorage.setItem('sitewarden.waiting', JSON.stringify(
              [{by: 'engineer', id: '%s', version: '"1.0"', key: 'first', refused: 'conflict'}]))"""
                .formatted(incident));
    phone.loseLink();

    phone.button("Acknowledge").tap();

    assertThat(waiting()).containsText("1 acknowledgement waits to be sent");
    phone.regainLink();
    assertThat(phone.chips()).containsText("Acknowledged");
  }

  @Test
  void aServerThatHasTooMuchToDoIsAskedAgain() {
    lookAt(camera.seesABareHead(now()));
    phone.answers(ACKNOWLEDGEMENTS, 429);

    phone.button("Acknowledge").tap();

    assertThat(waiting()).containsText("1 acknowledgement waits to be sent");
    phone.answersAgain(ACKNOWLEDGEMENTS);
    phone.noticesTheLink();
    assertThat(phone.chips()).containsText("Acknowledged");
  }

  @Test
  void aPageThatIsOpenedWithoutALinkSaysWhatWaitsAndSendsItLater() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    phone.waitFor("navigator.serviceWorker.ready.then(() => true)");
    phone.open("/");
    phone.waitFor("caches.match('/').then(Boolean)");
    phone.openLink(incident);
    assertThat(phone.heading()).hasText("Head without helmet");
    phone.loseLink();
    phone.button("Acknowledge").tap();
    assertThat(waiting()).isVisible();

    phone.open("/");

    assertThat(phone.page().locator("#connection")).containsText("No connection");
    assertThat(waiting()).containsText("1 acknowledgement waits to be sent");

    phone.regainLink();

    assertThat(waiting()).isHidden();
    assertThat(phone.row(incident)).containsText("Acknowledged");
    assertThat(phone.page().locator("#connection")).isHidden();
  }

  @Test
  void aKeyAcknowledgesWithoutALinkToo() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    phone.row(incident).locator("a").focus();
    phone.loseLink();

    phone.press("a");

    assertThat(waiting()).containsText("1 acknowledgement waits to be sent");
    phone.regainLink();
    assertThat(phone.row(incident)).containsText("Acknowledged");
  }

  @Test
  void aKeyThatIsRefusedSaysWhy() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    phone.row(incident).locator("a").focus();
    phone.signsInBesides(ADMIN, passwordOf(ADMIN));

    phone.press("a");

    assertThat(phone.page().locator("#message")).containsText("Somebody else is signed in");
    assertThat(phone.row(incident)).containsText("Open");
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
