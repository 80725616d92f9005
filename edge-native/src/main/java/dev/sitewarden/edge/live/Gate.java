package dev.sitewarden.edge.live;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask what. Threats: a page of another site in this browser (it can send requests here, and
 * by DNS rebinding even read answers), and, when bound elsewhere, everybody on that network.
 */
final class Gate {
  /** A page of another site cannot set it without asking first, and is never allowed to. */
  static final String WRITE_HEADER = "sitewarden-request";

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What a probe asks, and what the page that asks for the token is made of. */
  private static final Set<String> FOR_EVERYBODY =
      Set.of(
          "/healthz",
          "/readyz",
          "/login",
          "/login.js",
          "/api.js",
          "/dom.js",
          "/live.css",
          "/icon.svg");

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9.-]+)(:\\d+)?");

  private final Optional<LiveToken> token;

  Gate(Optional<LiveToken> token) {
    this.token = token;
  }

  void check(Request request) throws Refusal {
    if (!METHODS.contains(request.method())) {
      throw new Refusal(405, "method", "GET, HEAD, POST and PUT are spoken here");
    }
    checkHost(request);
    checkSite(request);
    if (!FOR_EVERYBODY.contains(request.path())
        && token.isPresent()
        && !token.get().isIn(request)) {
      throw new Refusal(401, "token", "this needs the device's live token");
    }
  }

  /** Gives a browser that sends the secret a cookie to come in with. */
  Response login(Request request) throws Refusal {
    if (token.isEmpty() || !request.method().equals("POST")) {
      throw new Refusal(404, "no-login", "there is no token to be asked for");
    }
    if (!token.get().isSecret(request.body().strip())) {
      throw new Refusal(403, "wrong-token", "this is not the device's live token");
    }
    return Response.text(200, "welcome").with("Set-Cookie", token.get().cookie());
  }

  /** A rebound name would be somebody else's; with a token, that is what protects. */
  private void checkHost(Request request) throws Refusal {
    Matcher host = HOST.matcher(request.header("host").orElse(""));
    if (!host.matches() || (token.isEmpty() && !LOOPBACK.contains(host.group(1)))) {
      throw new Refusal(421, "host", "this is the device's own page: open it as 127.0.0.1");
    }
  }

  private static void checkSite(Request request) throws Refusal {
    String site = request.header("sec-fetch-site").orElse("none");
    boolean isOwn = site.equals("same-origin") || site.equals("none");
    if (!isOwn && !request.isVisit()) {
      throw new Refusal(403, "other-site", "a page of another site may not use this one");
    }
    if (!request.isRead()) {
      checkWrite(request);
    }
  }

  private static void checkWrite(Request request) throws Refusal {
    String own = "http://" + request.header("host").orElse("");
    boolean isOwn = request.header("origin").map(own::equals).orElse(true);
    if (!isOwn || request.header(WRITE_HEADER).isEmpty()) {
      throw new Refusal(
          403, "other-site", "a change needs the header Sitewarden-Request and the same origin");
    }
  }
}
