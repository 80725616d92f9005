package dev.sitewarden.cloud.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page is handed out with: its version, and everything that its script imports. */
final class PageGraphTest {
  private static final Path RESOURCES = Path.of("src/main/resources/META-INF/resources");
  private static final String PAGE =
      """
      <link rel="stylesheet" href="/site.css">
          <script type="module" src="/desk/list.js"></script>
      """;

  private final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "/index.html", PAGE,
              "/site.css", "p {}",
              "/desk/list.js", "import { api } from '../api.js';\nimport './row.js';",
              "/desk/row.js", "import { texts } from '../texts.js';",
              "/api.js", "export const api = {};",
              "/texts.js", "fetch(new URL('./texts/en.json', import.meta.url));",
              "/texts/en.json", "{}"));

  @Test
  void aPageNamesTheVersionOfItsFilesAndPreloadsThoseThatItsScriptNeeds() {
    PageGraph graph = graph();

    String page = page(graph);
    String at = "/s/" + graph.version();
    assertThat(page)
        .contains("href=\"" + at + "/site.css\"")
        .contains("<link rel=\"modulepreload\" href=\"" + at + "/api.js\">")
        .contains("<link rel=\"modulepreload\" href=\"" + at + "/desk/row.js\">");
    assertThat(page.indexOf(at + "/texts.js")).isLessThan(page.indexOf(at + "/desk/list.js"));
    assertThat(graph.files())
        .containsOnlyKeys(
            "/site.css", "/desk/list.js", "/desk/row.js", "/api.js", "/texts.js", "/texts/en.json");
  }

  @Test
  void theVersionChangesWithAnyFile() {
    String before = graph().version();

    files.put("/texts/en.json", "{\"a\": \"b\"}");

    assertThat(graph().version()).isNotEqualTo(before).hasSize(16);
  }

  @Test
  void aModuleThatIsMissingIsNamed() {
    files.remove("/api.js");

    assertThatThrownBy(this::graph).hasMessageContaining("/api.js");
  }

  @Test
  void everyPageThatThereIsIsHandedOutLikeThis() throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      List<String> pages =
          all.map(file -> "/" + RESOURCES.relativize(file))
              .filter(path -> path.endsWith(".html"))
              .toList();

      assertThat(PageRoutes.PAGES).containsExactlyInAnyOrderElementsOf(pages);
    }
  }

  private PageGraph graph() {
    return new PageGraph(
        List.of("/index.html"),
        path ->
            Optional.ofNullable(files.get(path))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException(path)));
  }

  private static String page(PageGraph graph) {
    return graph.pages().values().iterator().next().content();
  }
}
