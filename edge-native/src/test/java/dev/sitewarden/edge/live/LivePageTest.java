package dev.sitewarden.edge.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live page in a real browser. */
class LivePageTest extends LiveScene {
  @Test
  void boxAndZoneLieOnThePictureAndNumbersStandBelow() {
    try (Screen screen = screen(390, ColorScheme.LIGHT)) {
      screen.open("/");
      Locator picture = screen.page().locator("#picture");
      Locator box = screen.page().locator("[data-track='7'] .line");

      assertThat(screen.page().locator("#state")).hasText("Live");
      assertThat(box).isVisible();
      screen.waitFor("document.querySelector('#picture').naturalWidth === 768");

      BoundingBox seen = box.boundingBox();
      BoundingBox whole = picture.boundingBox();
      assertThat(whole.width / whole.height).isCloseTo(768 / 432.0, within(0.02));
      assertThat((seen.x + seen.width / 2 - whole.x) / whole.width).isCloseTo(0.475, within(0.01));
      assertThat((seen.y + seen.height / 2 - whole.y) / whole.height).isCloseTo(0.45, within(0.01));
      assertThat(screen.page().locator("[data-zone=hazard].row"))
          .containsText("Hazard zonemissing-ppeinside1line: in3");

      screen.button("Boxes").click();

      assertThat(box).isHidden();
      assertThat(screen.page().locator("polygon.zone")).hasCount(1);
    }
  }

  @Test
  void pageSaysThatTheCameraIsSilentAndWhenItIsBack() throws Exception {
    try (Screen screen = screen(390, ColorScheme.LIGHT)) {
      screen.open("/");
      assertThat(screen.page().locator("#state")).hasText("Live");

      stopCamera();

      assertThat(screen.page().locator("#state")).containsText("No picture for");

      startCamera();

      assertThat(screen.page().locator("#state")).hasText("Live");
    }
  }

  @ParameterizedTest
  @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
  void everybodyCanReadIt(int width, ColorScheme scheme) {
    try (Screen screen = screen(width, scheme)) {
      screen.open("/");
      assertThat(screen.page().locator("[data-track='7'] .line")).isVisible();
      screen.waitFor("document.querySelector('#picture').naturalWidth === 768");
      screen.check("live-%d-%s".formatted(width, scheme.toString().toLowerCase(Locale.ROOT)));
    }
  }
}
