package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.app.OwnDatabase;
import dev.sitewarden.cloud.notify.TestLinks;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page in both schemes: labels, contrast and roles by axe-core, targets that a thumb can hit,
 * and no wider than its screen. Pictures of all of them lie in {@code target/screenshots}.
 */
@QuarkusTest
@TestProfile(OwnDatabase.class)
final class AccessibilityTest extends PageScene {
  private static final int PHONE_PX = 390;
  private static final int DESK_PX = 1280;

  /** Everything that is tapped; radio buttons are measured by their labels. */
  private static final String SMALL_TARGETS =
      """
      [...document.querySelectorAll('a, button, summary, textarea, label:has(input)')]
        .filter(element => element.checkVisibility() && !element.matches('.skip'))
        .filter(element => { const {width, height} = element.getBoundingClientRect(); return width < 44 || height < 44; })
        .map(element => element.outerHTML.slice(0, 80))
      """;

  @Inject TestLinks links;

  private static final String IS_AT_ROW =
      "id => document.activeElement.closest('[data-incident]')?.dataset.incident === id";

  private final Device unwell = Device.fresh();

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyPageIsReadableByEverybody(ColorScheme scheme) {
    IncidentId incident = camera.seesABareHead(now());
    muchHappens();
    try (Phone reader = phoneIn(scheme)) {
      reader.open("/");
      assertThat(reader.button("Sign in")).isVisible();
      check(reader, "login", scheme);
      reader.signIn("admin", passwordOf("admin"));
      assertThat(reader.row(incident)).isVisible();
      check(reader, "list", scheme);
      reader.openLink(incident);
      assertThat(reader.heading()).hasText("Head without helmet");
      check(reader, "incident", scheme);
      look(reader, "/notify/", "#notifications li", "notifications", scheme);
      look(reader, "/notify/on-call.html", "#contact-list li", "on-call", scheme);
      look(reader, "/device/", "#devices li", "devices", scheme);
      look(reader, "/ingest/", "#letters li", "dead-letters", scheme);
      look(reader, "/people/", "#people li", "people", scheme);
      look(reader, "/audit/", "#records li", "audit", scheme);
      unfold(reader, "#key", "#keys .key", "audit-key", scheme);
      look(reader, "/archive/", "#parts li", "archive", scheme);
      unfold(reader, "#holding", "#holds li", "archive-hold", scheme);
      look(reader, links.of(incident, ENGINEER), "#acknowledge", "one-tap", scheme);
      assertThat(reader.complaints()).isEmpty();
    }
  }

  @Test
  void theMenuLeadsToEveryPageOfThePerson() {
    phone.open("/");
    phone.signIn("iot", passwordOf("iot"));

    assertThat(phone.heading()).hasText("Devices");
    phone.button("Menu").tap();
    assertThat(phone.page().locator("nav a"))
        .containsText(new String[] {"Devices", "Dead letters"});
    phone.screenshot("menu");
    check(phone, "menu", ColorScheme.LIGHT);
  }

  @Test
  void aKeyboardIsEnough() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.row(incident)).isVisible();

    phone.press("?");
    assertThat(phone.page().locator("dialog")).containsText("Next in the list");
    check(phone, "keys", ColorScheme.LIGHT);
    phone.press("Escape");
    while (Boolean.FALSE.equals(phone.page().evaluate(IS_AT_ROW, incident.toString()))) {
      phone.press("j"); // other tests' incidents may be newer
    }
    phone.press("a");
    assertThat(phone.row(incident)).containsText("Acknowledged");
    assertThat(phone.row(incident).locator("a")).isFocused();
    phone.press("Enter");
    assertThat(phone.heading()).hasText("Head without helmet");
    phone.press("2");
    phone.press("r");

    assertThat(phone.chips()).containsText("Resolved");
    assertThat(phone.page().locator("#judgement")).hasText("Rejected");
  }

  @Test
  void whoReadsGermanIsSpokenToInGerman() {
    IncidentId incident = camera.seesABareHead(now());
    try (Phone reader = phoneSpeaking("de-AT")) {
      reader.openLink(incident);
      reader.page().getByLabel("Benutzername").fill(ENGINEER);
      reader.page().getByLabel("Passwort").fill(passwordOf(ENGINEER));
      reader.button("Anmelden").tap();

      assertThat(reader.heading()).hasText("Kopf ohne Helm");
      assertThat(reader.page().locator("html")).hasAttribute("lang", "de");
      assertThat(reader.page().locator("#facts")).containsText("91\u00a0%");
      check(reader, "german", ColorScheme.LIGHT);
    }
    try (Phone reader = phoneSpeaking("de-AT")) {
      reader.open("/archive/");
      reader.page().getByLabel("Benutzername").fill("admin");
      reader.page().getByLabel("Passwort").fill(passwordOf("admin"));
      reader.button("Anmelden").tap();
      assertThat(reader.page().locator("#parts li").first()).isVisible();
      unfold(reader, "#holding", "#holds li", "german-archive", ColorScheme.LIGHT);
      look(reader, "/audit/", "#records li", "german-audit", ColorScheme.LIGHT);
      unfold(reader, "#key", "#keys .key", "german-audit-key", ColorScheme.LIGHT);
    }
  }

  /** Something on every page. */
  private void muchHappens() {
    Instant now = now();
    unwell.sends(unwell.opened(now));
    unwell.sends(
        unwell.health(Kind.CAMERA_LOST, "gate", "rtsp://camera-1: connection refused", now),
        unwell.health(Kind.DISK_FULL, "recordings", "14 segments were dropped for room", now));
    unwell.sends(unwell.measured(now, 84, 2_000_000_000, 1200));
    unwell.sends("{\"specversion\": \"1.0\", \"type\": \"<script>alert(1)</script>\"}");
    Person admin = Person.named("admin");
    admin.post(
        "/api/v1/grants", "{\"person\":\"ada\",\"role\":\"auditor\",\"site\":\"north-yard\"}");
    admin.post(
        "/api/v1/grants",
        "{\"person\":\"ada\",\"role\":\"site-engineer\",\"cameras\":[\"%s/gate\"]}"
            .formatted(unwell.name()));
    admin.put("/api/v1/sites/devices/" + unwell.name(), "{\"site\":\"north-yard\"}");
    admin.post(
        "/api/v1/holds",
        "{\"device\":\"%s\",\"camera\":\"gate\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"case 7\"}"
            .formatted(unwell.name(), now.minusSeconds(3600), now));
  }

  private static void look(
      Phone reader, String path, String awaited, String name, ColorScheme scheme) {
    reader.open(path);
    assertThat(reader.page().locator(awaited).first()).isVisible();
    check(reader, name, scheme);
  }

  private static void unfold(
      Phone reader, String part, String awaited, String name, ColorScheme scheme) {
    reader.page().locator(part + " > summary").tap();
    assertThat(reader.page().locator(awaited).first()).isVisible();
    check(reader, name, scheme);
  }

  private static void check(Phone reader, String name, ColorScheme scheme) {
    String full = "%s-%s".formatted(name, scheme);
    reader.screenshotWhole(full + "-390");
    assertThat(reader.page().evaluate(SMALL_TARGETS)).as(full).isEqualTo(List.of());
    requireNoFindings(reader, full);
    requireWidth(reader, full, PHONE_PX);
    reader.page().setViewportSize(DESK_PX, 900);
    reader.screenshotWhole(full + "-1280");
    requireNoFindings(reader, full + " at a desk");
    requireWidth(reader, full, DESK_PX);
    reader.page().setViewportSize(PHONE_PX, 844);
  }

  private static void requireNoFindings(Phone reader, String name) {
    assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes())
        .isEmpty();
  }

  private static void requireWidth(Phone reader, String name, int widthPx) {
    assertThat(reader.page().evaluate("document.documentElement.scrollWidth"))
        .as(name + " is as wide as its screen")
        .isEqualTo(widthPx);
  }
}
