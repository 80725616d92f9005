package dev.sitewarden.cloud.page;

import dev.sitewarden.domain.model.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All pages with the files that they need.
 *
 * <p>The files' addresses begin with a version, the digest of all of them: {@code /s/VERSION/..}. A
 * module that imports {@code ../api.js} so gets the one of its own version, and no browser ever
 * needs to ask whether a file is still the same. A page names the version of its files, preloads
 * the modules that its script imports, however deep, and starts to load its texts first.
 */
final class PageGraph {
  static final String PREFIX = "/s/";
  private static final int VERSION_LENGTH = 16;
  private static final Pattern LINK =
      Pattern.compile("(?:src|href)=\"(/[\\w/-]+\\.(?:js|css|svg))\"");
  private static final Pattern SCRIPT =
      Pattern.compile(" *<script type=\"module\" src=\"([^\"]+)\"></script>\n");
  private static final Pattern NEEDED =
      Pattern.compile("(?:from|import|new URL\\() ?'(\\.{1,2}/[^']+)'");

  private static final String TEXTS = "/texts.js";

  private final String version;
  private final Map<String, PageFile> pages = new HashMap<>();
  private final Map<String, PageFile> files = new HashMap<>();

  /**
   * @param pages paths of the HTML files, such as {@code /index.html}
   * @param read the content at a path; fails if there is none
   */
  PageGraph(List<String> pages, Function<String, byte[]> read) {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String page : pages) {
      needed(page, contents, read);
    }
    this.version = version(contents);
    contents.forEach(
        (path, content) -> {
          if (path.endsWith(".html")) {
            String versioned = versioned(text(content), contents);
            this.pages.put(path, PageFile.of(path, versioned.getBytes(StandardCharsets.UTF_8)));
          } else {
            files.put(path, PageFile.of(path, content));
          }
        });
  }

  /** Files by path, such as {@code /incident/list.js}; they never change under their version. */
  Map<String, PageFile> files() {
    return Map.copyOf(files);
  }

  /** Pages by path, such as {@code /incident/view.html}. */
  Map<String, PageFile> pages() {
    return Map.copyOf(pages);
  }

  String version() {
    return version;
  }

  /** Adds a file and everything that it needs; each once. */
  private static Set<String> needed(
      String path, Map<String, byte[]> contents, Function<String, byte[]> read) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (found.add(next)) {
        byte[] content = contents.computeIfAbsent(next, read);
        open.addAll(namedBy(next, text(content)));
      }
    }
    return found;
  }

  private static List<String> namedBy(String path, String text) {
    List<String> named = new ArrayList<>();
    if (path.endsWith(".html")) {
      LINK.matcher(text).results().forEach(link -> named.add(link.group(1)));
    } else if (path.endsWith(".js")) {
      URI base = URI.create(path);
      NEEDED
          .matcher(text)
          .results()
          .forEach(name -> named.add(base.resolve(name.group(1)).getPath()));
    }
    return named;
  }

  private static String version(Map<String, byte[]> contents) {
    StringBuilder all = new StringBuilder();
    contents.forEach(
        (path, content) ->
            all.append(path).append(' ').append(Digest.of(content).sha256()).append('\n'));
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    return Digest.of(bytes).sha256().substring(0, VERSION_LENGTH);
  }

  private String versioned(String page, Map<String, byte[]> contents) {
    Matcher script = SCRIPT.matcher(page);
    String preloading =
        script.find()
            ? page.substring(0, script.start())
                + modules(script.group(1), contents)
                + page.substring(script.start())
            : page;
    return LINK.matcher(preloading)
        .replaceAll(link -> link.group().replace(link.group(1), versioned(link.group(1))));
  }

  private String versioned(String path) {
    return PREFIX + version + path;
  }

  /** What the script imports, so that a browser asks for all of it at once. */
  private static String modules(String script, Map<String, byte[]> contents) {
    StringBuilder links = new StringBuilder();
    Set<String> all = needed(script, contents, PageGraph::unread);
    if (all.contains(TEXTS)) {
      links.append("    <script type=\"module\" src=\"%s\"></script>\n".formatted(TEXTS));
    }
    all.stream()
        .filter(path -> path.endsWith(".js") && !path.equals(script) && !path.equals(TEXTS))
        .forEach(
            path -> links.append("    <link rel=\"modulepreload\" href=\"%s\">\n".formatted(path)));
    return links.toString();
  }

  private static byte[] unread(String path) {
    throw new IllegalStateException(path + " is needed by a page and was not read before");
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
