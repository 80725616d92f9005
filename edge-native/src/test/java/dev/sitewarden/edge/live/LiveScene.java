package dev.sitewarden.edge.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.sitewarden.domain.fleet.DesiredProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A device with a camera that plays a clip, its settings file, and the system's own Chromium. */
abstract class LiveScene {
  static final String SETTINGS =
      """
      # the site at the gate
      model: {path: models/ppe}
      cameras:
        gate: {source: "rtsp://10.0.0.5/stream"} # by the entrance
      zones:
        gate:
          hazard:
            name: Hazard zone
            polygon: [[0.2, 0.3], [0.7, 0.3], [0.6, 0.9]]
            rules: [missing-ppe]
      """;

  static final Health HEALTHY =
      new Health() {
        @Override
        public List<Check> alive() {
          return List.of();
        }

        @Override
        public List<Check> ready() {
          return List.of();
        }
      };

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

  /** For how long the page may take to look as expected: a busy machine is not a broken page. */
  private static final double PATIENCE_MS = 20_000;

  private static Playwright playwright;
  private static Browser chromium;

  final List<DesiredProperties> applied = new CopyOnWriteArrayList<>();
  private Path folder;
  private LiveView view;
  private PlayedCamera camera;
  private LiveServer server;

  @BeforeAll
  static void startBrowser() {
    Path executable =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the pages' tests need Chromium at one of %s: apt-get install chromium"
                            .formatted(PLACES)));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox"))); // containers have no user namespaces
  }

  @AfterAll
  static void stopBrowser() {
    chromium.close();
    playwright.close();
  }

  @BeforeEach
  void openDevice(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.writeString(settings(), SETTINGS);
    LiveConfig config = config();
    view = new LiveView(config);
    view.watch(Map.of(PlayedCamera.GATE, List.of()));
    camera = new PlayedCamera(view);
    server = LiveServer.open(config, view, zones(), HEALTHY, List::of);
  }

  @AfterEach
  void closeDevice() throws InterruptedException {
    camera.stop();
    server.close();
    view.close();
  }

  LiveConfig config() throws IOException {
    return new LiveConfig("127.0.0.1", 0, Optional.empty(), 4, 10, Duration.ofSeconds(10));
  }

  private ZoneStore zones() {
    return new SettingsZones(settings(), LiveScene::parse, new EditedDevice(settings(), applied));
  }

  /** As the edge reads its settings. */
  static Map<String, Object> parse(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    Map<String, Object> fields = new LinkedHashMap<>();
    ((Map<?, ?>) tree).forEach((key, value) -> fields.put(key.toString(), plain(value)));
    return fields;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> fields.put(key.toString(), plain(field)));
        yield fields;
      }
      case List<?> list -> list.stream().map(LiveScene::plain).toList();
      case Integer number -> number.longValue();
      default -> value;
    };
  }

  Path settings() {
    return folder.resolve("site.yaml");
  }

  void startCamera() {
    camera = new PlayedCamera(view);
  }

  void stopCamera() throws InterruptedException {
    camera.stop();
  }

  Screen screen(int width, ColorScheme scheme) {
    return new Screen(
        chromium.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(server.address().toString())
                .setViewportSize(width, width < 600 ? 844 : 900)
                .setHasTouch(width < 600)
                .setColorScheme(scheme)));
  }
}
