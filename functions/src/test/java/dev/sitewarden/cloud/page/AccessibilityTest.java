package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels, contrast and roles of every page by axe-core, and targets that a thumb can hit. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class AccessibilityTest extends PageScene {
  /** Everything that is tapped; radio buttons are measured by their labels. */
  private static final String SMALL_TARGETS =
      """
      [...document.querySelectorAll('a, button, summary, textarea, label:has(input)')]
        .filter(element => element.checkVisibility() && !element.matches('.skip'))
        .filter(element => { const {width, height} = element.getBoundingClientRect(); return width < 44 || height < 44; })
        .map(element => element.outerHTML.slice(0, 80))
      """;

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyPageIsReadableByEverybody(ColorScheme scheme) {
    IncidentId incident = camera.seesABareHead(now());
    try (Phone reader = phoneIn(scheme)) {
      reader.open("/");
      assertThat(reader.button("Sign in")).isVisible();
      check(reader, "login-" + scheme);
      reader.signIn(ENGINEER, passwordOf(ENGINEER));
      assertThat(reader.row(incident)).isVisible();
      check(reader, "list-" + scheme);
      reader.openLink(incident);
      assertThat(reader.heading()).hasText("Head without helmet");
      check(reader, "incident-" + scheme);
      reader.open("/notify/");
      assertThat(reader.page().locator("#notifications li").first()).isVisible();
      check(reader, "notifications-" + scheme);
    }
  }

  private static void check(Phone reader, String name) {
    reader.screenshotWhole(name);
    var findings = new AxeBuilder(reader.page()).analyze().getViolations();
    assertThat(findings)
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes())
        .isEmpty();
    assertThat(reader.page().evaluate(SMALL_TARGETS)).as(name).isEqualTo(List.of());
    assertThat(reader.page().evaluate("document.documentElement.scrollWidth"))
        .as(name + " is as wide as the phone")
        .isEqualTo(390);
  }
}
