package dev.sitewarden.cloud.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's own Chromium, driven by Playwright; nothing is downloaded. One thread. */
final class Chromium implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  /** For how long the page may take to look as expected: a busy machine is not a broken page. */
  private static final double PATIENCE_MS = 20_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Path executable = find();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox"))); // containers have no user namespaces
    return new Chromium(playwright, browser);
  }

  private static Path find() {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the page's tests need Chromium at one of %s, found none: apt-get install chromium"
                        .formatted(PLACES)));
  }

  /** A phone of its own, 390 px wide, that nobody has signed in on. */
  Phone phone(URI cloud, ColorScheme scheme, String language) {
    return new Phone(
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(cloud.toString())
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setLocale(language)
                .setColorScheme(scheme)));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
