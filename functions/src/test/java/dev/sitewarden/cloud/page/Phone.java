package dev.sitewarden.cloud.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sitewarden.domain.incident.IncidentId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's phone: one browser session and the page that it shows. One thread. */
final class Phone implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Phone(BrowserContext context) {
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

  /** What scripts threw and what the content security policy refused since the phone was made. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void signIn(String user, String password) {
    page.getByLabel("User name").fill(user);
    page.getByLabel("Password").fill(password);
    button("Sign in").tap();
  }

  /** The same of a reader whose pages speak German. */
  void signInInGerman(String user, String password) {
    page.getByLabel("Benutzername").fill(user);
    page.getByLabel("Passwort").fill(password);
    button("Anmelden").tap();
  }

  void open(String path) {
    page.navigate(path);
  }

  /** Opens the incident as the link in a message does. */
  void openLink(IncidentId incident) {
    page.navigate("/incident/view.html?id=" + incident);
  }

  /** Taps a link on a page of another origin: the strict session cookie stays behind at first. */
  void followLinkFromElsewhere(IncidentId incident) {
    String link = URI.create(page.url()).resolve("/incident/view.html?id=" + incident).toString();
    page.navigate("data:text/html,<a href='%s'>Look at it</a>".formatted(link));
    page.getByRole(AriaRole.LINK).tap();
  }

  /** Presses a key of a keyboard that is plugged in. */
  void press(String key) {
    page.keyboard().press(key);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator verdict(String name) {
    return page.locator("label.verdict", new Page.LocatorOptions().setHasText(name));
  }

  Locator filter(String name) {
    return page.locator("#filters label", new Page.LocatorOptions().setHasText(name));
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  Locator alert() {
    return page.getByRole(AriaRole.ALERT);
  }

  Locator chips() {
    return page.locator("#chips");
  }

  Locator row(IncidentId incident) {
    return page.locator("[data-incident='%s']".formatted(incident));
  }

  Locator timeline(String kind) {
    return page.locator("#timeline [data-kind=%s]".formatted(kind));
  }

  /** From here on the long poll fails, as with no network, and everything else works. */
  void loseNews() {
    page.route("**/incidents?after=*", route -> route.abort());
  }

  /** From here on nothing is reached, as in a cellar. */
  void loseLink() {
    context.setOffline(true);
  }

  void regainLink() {
    context.setOffline(false);
  }

  /** From here on the server answers this as one that is being restarted does. */
  void answersUnavailable(String path) {
    answers(path, 503);
  }

  void answers(String path, int status) {
    page.route(path, route -> route.fulfill(new Route.FulfillOptions().setStatus(status)));
  }

  /** Somebody signs in on the same phone, while this page stands open. */
  void signsInBesides(String user, String password) {
    page.evaluate(
        """
        ([user, password]) => fetch('/j_security_check', {
          method: 'POST', body: new URLSearchParams({ j_username: user, j_password: password }),
        })""",
        List.of(user, password));
  }

  /** From here on the page gets this name as its answer to who is signed in. */
  void believesToBe(String user) {
    String me = "{\"name\":\"%s\",\"roles\":[\"site-engineer\"]}".formatted(user);
    page.route(
        "**/me",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(me)));
  }

  void asksAgainWhoItIs() {
    page.unroute("**/me");
  }

  /** What the browser says when a link is back. */
  void noticesTheLink() {
    page.evaluate("dispatchEvent(new Event('online'))");
  }

  void answersAgain(String path) {
    page.unroute(path);
  }

  /** Leaves a mark that a reload would wipe out. */
  void markPage() {
    page.evaluate("window.marked = true");
  }

  boolean isStillThePageThatWasMarked() {
    return Boolean.TRUE.equals(page.evaluate("window.marked === true"));
  }

  /** Waits until the expression is true in the page. */
  void waitFor(String expression) {
    page.waitForFunction("() => " + expression);
  }

  void screenshotWhole(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    context.close();
  }
}
