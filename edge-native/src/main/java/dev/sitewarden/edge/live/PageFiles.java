package dev.sitewarden.edge.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages, from the resources below {@code /live/}: exactly those that are named here, so that a
 * request can reach no other and a native image knows what to take along.
 */
final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("index.html", HTML),
          Map.entry("login.html", HTML),
          Map.entry("zones.html", HTML),
          Map.entry("live.css", "text/css; charset=utf-8"),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("api.js", SCRIPT),
          Map.entry("dom.js", SCRIPT),
          Map.entry("drawing.js", SCRIPT),
          Map.entry("editor.js", SCRIPT),
          Map.entry("handles.js", SCRIPT),
          Map.entry("login.js", SCRIPT),
          Map.entry("overlay.js", SCRIPT),
          Map.entry("rules.js", SCRIPT),
          Map.entry("watch.js", SCRIPT));

  private PageFiles() {}

  /** Names below {@code /live/}. */
  static Set<String> names() {
    return TYPES.keySet();
  }

  /** The file that a path names; {@code /} is the index. */
  static Optional<Response> at(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    return TYPES.containsKey(name) ? Optional.of(read(200, name)) : Optional.empty();
  }

  /** Asks for the token, instead of a page that needs it. */
  static Response login() {
    return read(401, "login.html");
  }

  private static Response read(int status, String name) {
    try (InputStream file = PageFiles.class.getResourceAsStream("/live/" + name)) {
      if (file == null) {
        throw new IllegalStateException("resource /live/%s is not in this build".formatted(name));
      }
      return Response.whole(status, TYPES.getOrDefault(name, HTML), file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource /live/" + name, e);
    }
  }
}
