package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A picture or a clip that is not there is explained in a sentence, not shown broken. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class MissingEvidenceTest extends PageScene {
  private final Instant seenAt = now();

  @Test
  void whatIsNoLongerKeptIsSaid() {
    IncidentId incident = seenWithAClip();
    Rows.change("update incident set evidence_gone_at = now() where id = '%s'".formatted(incident));
    open(incident);

    assertThat(picture()).containsText("This picture is no longer kept.");
    assertThat(clip()).containsText("This clip is no longer kept");
    assertThat(clip().locator("video")).hasCount(0);
    phone.screenshotWhole("incident-evidence-gone");
  }

  @Test
  void whatFailsToLoadIsSaidAndTriedAgain() {
    IncidentId incident = seenWithAClip();
    phone.answersUnavailable("**/evidence/*");
    open(incident);

    assertThat(picture()).containsText("The picture could not be loaded.");
    assertThat(clip()).containsText("The clip could not be loaded.");
    phone.screenshotWhole("incident-evidence-failed");
    phone.answersAgain("**/evidence/*");
    again(picture()).tap();
    again(clip()).tap();

    phone.waitFor("document.querySelector('.shot').naturalWidth === 768");
    phone.waitFor("document.querySelector('#clip video')?.duration > 3");
    assertThat(picture().locator(".shot")).isVisible();
    assertThat(again(picture())).isHidden();
  }

  private IncidentId seenWithAClip() {
    IncidentId incident = camera.seesABareHead(seenAt);
    camera.stores(Evidence.Kind.CLIP, incident, seenAt);
    return incident;
  }

  private void open(IncidentId incident) {
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");
  }

  private Locator picture() {
    return phone.page().locator("#picture");
  }

  private Locator clip() {
    return phone.page().locator("#clip");
  }

  private static Locator again(Locator part) {
    return part.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again"));
  }
}
