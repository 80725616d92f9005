package dev.sitewarden.edge.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Zone;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawing zones in a real browser, down to the settings file and what is put in force. */
class ZoneEditorTest extends LiveScene {
  @Test
  void zoneIsDrawnByTapsAndPutInForce() throws Exception {
    try (Screen screen = editor(390)) {
      screen.button("Draw a zone").tap();
      tap(screen, 0.1, 0.2);
      tap(screen, 0.4, 0.2);
      tap(screen, 0.4, 0.7);
      tap(screen, 0.1, 0.2);
      screen
          .page()
          .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
          .fill("Loading dock");
      screen.page().getByLabel("its centre").check();
      save(screen);
    }

    Zone drawn = zoneInForce("zone");
    assertThat(drawn.name()).isEqualTo("Loading dock");
    assertThat(drawn.anchor()).isEqualTo(Anchor.CENTRE);
    assertThat(drawn.rules()).extracting(rule -> rule.id().value()).containsExactly("missing-ppe");
    assertClose(drawn.polygon().corners().get(0), 0.1, 0.2);
    assertClose(drawn.polygon().corners().get(2), 0.4, 0.7);
    assertThat(drawn.polygon().corners()).hasSize(3);
    assertThat(Files.readString(settings()))
        .contains("# the site at the gate")
        .contains("# by the entrance")
        .contains("    hazard:\n      name: \"Hazard zone\"\n");
  }

  @Test
  void cornersAreDraggedAddedAndRemovedByMouse() {
    try (Screen screen = editor(1280)) {
      drag(screen, corner(screen, 1), 0.9, 0.2);
      drag(screen, screen.page().locator("[data-handle='zone:hazard+0']"), 0.5, 0.05);
      assertThat(screen.page().locator(".handle.corner")).hasCount(4);
      corner(screen, 3).click();
      screen.button("Remove corner").click();
      assertThat(screen.page().locator(".handle.corner")).hasCount(3);
      save(screen);
    }

    List<Point> corners = zoneInForce("hazard").polygon().corners();
    assertClose(corners.get(0), 0.2, 0.3);
    assertClose(corners.get(1), 0.5, 0.05);
    assertClose(corners.get(2), 0.9, 0.2);
  }

  @Test
  void everythingGoesByKeyboard() {
    try (Screen screen = editor(1280)) {
      screen.button("Draw a zone").focus();
      press(screen, "Enter", "Shift+ArrowLeft", "Shift+ArrowUp", "Enter");
      press(screen, "Shift+ArrowRight", "Shift+ArrowRight", "Enter", "Shift+ArrowDown", "Enter");
      screen.button("Finish the zone").press("Enter");
      corner(screen, 0, "zone").press("ArrowLeft");
      corner(screen, 0, "zone").press("Shift+ArrowUp");
      screen.page().locator("[data-handle='zone:zone+0']").press("Enter");
      assertThat(screen.page().locator(".handle.corner")).hasCount(4);
      corner(screen, 1, "zone").press("Delete");
      assertThat(screen.page().locator(".handle.corner")).hasCount(3);
      screen.page().keyboard().press("Control+z");
      assertThat(screen.page().locator(".handle.corner")).hasCount(4);
      save(screen);
    }

    List<Point> corners = zoneInForce("zone").polygon().corners();
    assertClose(corners.getFirst(), 0.445, 0.4);
    assertThat(corners).hasSize(4);
  }

  @Test
  void ruleIsAddedToTheZone() {
    try (Screen screen = editor(390)) {
      screen.page().getByLabel("New rule").fill("two-heads");
      screen.button("Add rule").tap();
      screen.page().getByLabel("Seen in at least").fill("4");
      screen.page().getByLabel("Cooldown").fill("soon");
      screen.page().getByLabel("Cooldown").press("Tab");
      assertThat(screen.page().locator("#wrongs"))
          .containsText("cooldown must be a time such as 10s");
      assertThat(screen.button("Save…")).isDisabled();
      screen.page().getByLabel("Cooldown").fill("1m");
      screen.page().getByLabel("Cooldown").press("Tab");
      save(screen);
    }

    assertThat(zoneInForce("hazard").rules())
        .extracting(rule -> rule.id().value())
        .containsExactly("missing-ppe", "two-heads");
  }

  @Test
  void whatTheDeviceRefusesIsSaidAndNothingIsWritten() throws Exception {
    try (Screen screen = editor(390)) {
      screen
          .page()
          .route(
              "**/zones",
              route ->
                  route.resume(
                      new Route.ResumeOptions()
                          .setPostData(
                              route.request().method().equals("PUT")
                                  ? "{\"zones\":{\"hazard\":{\"polygon\":[[0,0]]}},\"rules\":{}}"
                                  : "")));
      screen.page().getByLabel("its feet").check();
      screen.button("Save…").tap();
      screen.button("Put in force").tap();
      assertThat(screen.page().getByRole(AriaRole.ALERT)).containsText("zones.gate.hazard.polygon");
    }

    assertThat(Files.readString(settings())).isEqualTo(SETTINGS);
    assertThat(applied).isEmpty();
  }

  @Test
  void changeOfSomebodyElseIsNotOverwritten() throws Exception {
    try (Screen screen = editor(390)) {
      Files.writeString(settings(), SETTINGS.replace("Hazard zone", "Pit"));
      screen.page().getByLabel("its feet").check();
      screen.button("Save…").tap();
      screen.button("Put in force").tap();
      assertThat(screen.page().getByRole(AriaRole.ALERT)).containsText("changed meanwhile");
    }

    assertThat(Files.readString(settings())).contains("Pit");
    assertThat(applied).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
  void everybodyCanUseIt(int width, ColorScheme scheme) {
    try (Screen screen = screen(width, scheme)) {
      screen.open("/zones.html?camera=gate");
      assertThat(corner(screen, 0)).isVisible();
      screen.waitFor("document.querySelector('#picture').naturalWidth === 768");
      screen.page().getByLabel("New rule").fill("line");
      screen.button("Add rule").click();
      screen.page().getByLabel("Kind").selectOption("line-crossed");
      assertThat(screen.page().locator(".handle.end")).hasCount(2);
      screen.check("zones-%d-%s".formatted(width, scheme.toString().toLowerCase(Locale.ROOT)));
    }
  }

  private Screen editor(int width) {
    Screen screen = screen(width, ColorScheme.LIGHT);
    screen.open("/zones.html?camera=gate");
    assertThat(corner(screen, 0)).isVisible();
    screen.waitFor("document.querySelector('#picture').naturalWidth === 768");
    return screen;
  }

  private static Locator corner(Screen screen, int index) {
    return corner(screen, index, "hazard");
  }

  private static Locator corner(Screen screen, int index, String zone) {
    return screen.page().locator("[data-handle='zone:%s#%d']".formatted(zone, index));
  }

  private static void tap(Screen screen, double x, double y) {
    BoundingBox canvas = screen.page().locator("#canvas").boundingBox();
    screen.page().touchscreen().tap(canvas.x + x * canvas.width, canvas.y + y * canvas.height);
  }

  private static void drag(Screen screen, Locator handle, double x, double y) {
    BoundingBox from = handle.boundingBox();
    BoundingBox canvas = screen.page().locator("#canvas").boundingBox();
    screen.page().mouse().move(from.x + from.width / 2, from.y + from.height / 2);
    screen.page().mouse().down();
    screen.page().mouse().move(canvas.x + x * canvas.width, canvas.y + y * canvas.height);
    screen.page().mouse().up();
  }

  private static void press(Screen screen, String... keys) {
    for (String key : keys) {
      screen.page().keyboard().press(key);
    }
  }

  private void save(Screen screen) {
    screen.button("Save…").click();
    assertThat(screen.page().locator("#changes li")).not().hasCount(0);
    screen.button("Put in force").click();
    assertThat(screen.page().locator("#notice")).hasText("It is kept and in force.");
    assertThat(screen.page().locator("#state")).hasText("In force");
  }

  private Zone zoneInForce(String id) {
    return applied.getLast().zonesOf(PlayedCamera.GATE).stream()
        .filter(zone -> zone.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void assertClose(Point point, double x, double y) {
    assertThat(point.x()).isCloseTo(x, within(0.01));
    assertThat(point.y()).isCloseTo(y, within(0.01));
  }
}
