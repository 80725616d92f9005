package dev.sitewarden.edge.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device that asks for its token, in a real browser. */
class LoginPageTest extends LiveScene {
  private static final String SECRET = "correct-horse-battery";

  @Override
  LiveConfig config() throws IOException {
    Path token = Files.writeString(settings().resolveSibling("token"), SECRET);
    return new LiveConfig("127.0.0.1", 0, Optional.of(token), 4, 10, Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void whoKnowsTheTokenComesInAndStaysIn(ColorScheme scheme) {
    try (Screen screen = screen(390, scheme)) {
      screen.open("/zones.html?camera=gate");
      screen.page().getByLabel("Live token").fill("wrong");
      screen.button("Show the cameras").tap();
      assertThat(screen.page().getByRole(AriaRole.ALERT)).containsText("This is not the token");
      screen.check("login-390-" + scheme.toString().toLowerCase(Locale.ROOT));

      screen.page().getByLabel("Live token").fill(SECRET);
      screen.button("Show the cameras").tap();

      assertThat(screen.page().locator("[data-pick=hazard]")).isVisible();
      screen.open("/");
      assertThat(screen.page().locator("#state")).hasText("Live");
    }
  }
}
