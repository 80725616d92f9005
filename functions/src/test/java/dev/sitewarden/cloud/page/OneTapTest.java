package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.notify.TestLinks;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The link in a message: one tap acknowledges, without signing in. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class OneTapTest extends PageScene {
  @Inject TestLinks links;

  @Test
  void oneTapAcknowledgesInThePersonsName() {
    openLinkOf(camera.seesABareHead(now()));

    phone.button("Acknowledge").tap();

    assertThat(phone.page().locator("#message")).hasText("Acknowledged by engineer");
    assertThat(phone.chips()).containsText("Acknowledged");
    assertThat(phone.button("Acknowledge")).isHidden();
    phone.screenshot("one-tap-done");
  }

  @Test
  void aTapWithoutALinkIsSentWhenThereIsOne() {
    openLinkOf(camera.seesABareHead(now()));
    phone.loseLink();
    phone.button("Acknowledge").tap();
    assertThat(phone.page().locator("#message")).containsText("Keep this page open");

    phone.regainLink();

    assertThat(phone.page().locator("#message")).hasText("Acknowledged by engineer");
  }

  @Test
  void aLinkThatIsNotCompleteSaysSo() {
    phone.open("/notify/acknowledge.html");

    assertThat(phone.page().locator("#message")).containsText("This link is not complete.");
  }

  private void openLinkOf(IncidentId incident) {
    phone.open(links.of(incident, ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");
  }
}
