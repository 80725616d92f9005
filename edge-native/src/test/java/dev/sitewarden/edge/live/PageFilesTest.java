package dev.sitewarden.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that are served are those that lie there, in a native executable too. */
class PageFilesTest {
  private static final String METADATA =
      "/META-INF/native-image/dev.sitewarden/sitewarden-edge-live/reachability-metadata.json";
  private static final Pattern GLOB = Pattern.compile("\"live/([^\"]+)\"");

  @Test
  void everyFileIsServedAndTakenAlongByANativeImage() throws Exception {
    Path folder = Path.of(PageFilesTest.class.getResource("/live").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(PageFiles.names());
    }
    assertThat(named()).isEqualTo(PageFiles.names());
    assertThat(PageFiles.names()).allMatch(name -> PageFiles.at("/" + name).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../live/index.html", "/live/index.html", "/api", "//index.html"})
  void nothingElseIsReached(String path) {
    assertThat(PageFiles.at(path)).isEmpty();
  }

  private static Set<String> named() throws IOException {
    try (InputStream file = PageFilesTest.class.getResourceAsStream(METADATA)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return GLOB.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
  }
}
