package dev.sitewarden.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's browser window on the device. One thread. */
final class Screen implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Everything that is tapped; boxes and buttons are measured with their labels. */
  private static final String SMALL_TARGETS =
      """
      [...document.querySelectorAll('a, button, summary, select, label:has(input)')]
        .filter(element => element.checkVisibility() && !element.matches('.skip'))
        .filter(element => { const {width, height} = element.getBoundingClientRect(); return width < 44 || height < 44; })
        .map(element => element.outerHTML.slice(0, 80))
      """;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Screen(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  void open(String path) {
    page.navigate(path);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Waits until the expression is true in the page. */
  void waitFor(String expression) {
    page.waitForFunction("() => " + expression);
  }

  /** Takes a picture and asks axe-core, a ruler and the window's edge. */
  void check(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    var findings = new AxeBuilder(page).analyze().getViolations();
    assertThat(findings)
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes())
        .isEmpty();
    assertThat(page.evaluate(SMALL_TARGETS)).as(name).isEqualTo(List.of());
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as(name + " is as wide as the window")
        .isEqualTo(page.viewportSize().width);
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }
}
