package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sitewarden.cloud.page.SiteCamera.BARE_HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Boxes are drawn where the camera saw their objects, at any zoom. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class OverlayTest extends PageScene {
  private static final Offset<Double> A_PIXEL = within(1.0);

  @Test
  void boxAndCloseUpLieOnTheHeadThatTheCameraSaw() {
    IncidentId incident = camera.seesABareHead(now());
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    Locator box = phone.page().locator("[data-box=subject]");
    Locator shot = phone.page().locator(".shot");

    BoundingBox seen = withoutItsLine(box);
    BoundingBox picture = shot.boundingBox();

    assertThat(picture.width).isEqualTo(390);
    assertThat(picture.height).isCloseTo(390 * 432 / 768.0, A_PIXEL);
    assertLiesOnTheHead(seen, picture);

    phone.button("Close-up").tap();

    BoundingBox grown = withoutItsLine(box);
    assertThat(grown.width).isGreaterThan(4 * seen.width);
    assertLiesOnTheHead(grown, shot.boundingBox());
    phone.screenshot("incident-close-up");

    phone.button("Boxes and zone").tap();

    assertThat(box).isHidden();
  }

  private static void assertLiesOnTheHead(BoundingBox box, BoundingBox picture) {
    assertThat(box.x - picture.x).isCloseTo(BARE_HEAD.left() * picture.width, A_PIXEL);
    assertThat(box.y - picture.y).isCloseTo(BARE_HEAD.top() * picture.height, A_PIXEL);
    assertThat(box.width).isCloseTo(BARE_HEAD.width() * picture.width, A_PIXEL);
    assertThat(box.height).isCloseTo(BARE_HEAD.height() * picture.height, A_PIXEL);
  }

  /** The browser measures a drawn rectangle with its line, half of which lies outside. */
  private static BoundingBox withoutItsLine(Locator rectangle) {
    Number line =
        (Number) rectangle.evaluate("box => parseFloat(getComputedStyle(box).strokeWidth)");
    BoundingBox box = rectangle.boundingBox();
    box.x += line.doubleValue() / 2;
    box.y += line.doubleValue() / 2;
    box.width -= line.doubleValue();
    box.height -= line.doubleValue();
    return box;
  }
}
