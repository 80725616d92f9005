package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Who may come in, where he comes out, and what his role lets him do. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class SignInTest extends PageScene {
  @Test
  void aWrongPasswordIsRefusedAndTheRightOneLeadsBackToTheLinkedIncident() {
    IncidentId incident = camera.seesABareHead(now());
    phone.openLink(incident);

    phone.signIn(ENGINEER, "not-the-password");

    assertThat(phone.alert()).hasText("User name or password is wrong. Check both and try again.");
    phone.screenshot("login-wrong");

    phone.signIn(ENGINEER, passwordOf(ENGINEER));

    assertThat(phone.heading()).hasText("Head without helmet");
  }

  @Test
  void whoIsSignedInFollowsALinkFromElsewhereWithoutSigningInAgain() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Incidents");

    phone.followLinkFromElsewhere(incident);

    assertThat(phone.heading()).hasText("Head without helmet");
  }

  @Test
  void theAuditorSeesTheIncidentAndMayNotDecide() {
    IncidentId incident = camera.seesABareHead(now());
    phone.openLink(incident);

    phone.signIn(AUDITOR, passwordOf(AUDITOR));

    assertThat(phone.heading()).hasText("Head without helmet");
    assertThat(phone.page().getByText("Your role may look, but not decide.")).isVisible();
    assertThat(phone.button("Resolve")).isHidden();
    assertThat(phone.button("Acknowledge")).isHidden();
  }

  @Test
  void signingOutLeavesNothingOpen() {
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    phone.page().locator(".account summary").tap();
    phone.screenshot("account");

    phone.button("Sign out").tap();

    assertThat(phone.button("Sign in")).isVisible();
    phone.open("/");
    assertThat(phone.button("Sign in")).isVisible();
  }
}
