package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A camera's day on a phone: its strip, its recordings, and the player. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class ArchivePageTest extends PageScene {
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
  private static final int DESKTOP_PX = 1280;
  private static final String STOP_WITHIN_THE_INCIDENT =
      "(player => { player.pause(); player.currentTime = 2.5; })(document.querySelector('video'))";

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void aDayShowsWhatWasRecordedAndPlaysTheMinuteOfAnIncident(ColorScheme scheme)
      throws IOException {
    Device device = Device.fresh();
    record(device, MORNING);
    record(device, MORNING.plusSeconds(60));
    record(device, MORNING.plusSeconds(7200));
    device.sends(device.opened(MORNING.plusSeconds(62)));
    seen(device, MORNING.plusSeconds(62));
    try (Phone reader = phoneIn(scheme)) {
      reader.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
      reader.signIn(AUDITOR, passwordOf(AUDITOR));

      assertThat(reader.page().locator("#parts li")).hasCount(4);
      reader.button("08:01:02").tap();
      assertThat(reader.page().locator("#playing"))
          .hasText("Playing gate, 08:01:00 to 08:02:00 UTC");
      reader.waitFor("document.querySelector('video').readyState >= 1");
      assertThat(reader.page().locator("#minute")).containsText("in 20 frames");
      reader.page().evaluate(STOP_WITHIN_THE_INCIDENT);
      assertThat(reader.page().locator("[data-detection=head]")).hasCount(1);
      check(reader, "archive-" + scheme);
      reader.page().setViewportSize(DESKTOP_PX, 800);
      reader.screenshotWhole("archive-wide-" + scheme);
      assertThat(reader.complaints()).isEmpty();
    }
  }

  @Test
  void whatWasAskedForBeforeDoesNotComeUnderAnotherCamera() throws IOException {
    Device slow = Device.fresh();
    Device other = Device.fresh();
    record(slow, MORNING);
    record(slow, MORNING.plusSeconds(60));
    record(other, MORNING.plusSeconds(3600));
    List<Route> held = new ArrayList<>();
    phone.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(other.name()));
    phone.signIn(AUDITOR, passwordOf(AUDITOR));
    assertThat(phone.page().locator("#parts li")).hasCount(1);
    phone.button("09:00:00 – 09:01:00").tap();
    assertThat(phone.page().locator("#playing")).containsText("Playing gate");
    phone.page().route("**/timeline?device=" + slow.name() + "*", held::add);

    phone.page().locator("#camera").selectOption(slow.name() + "/gate");
    assertThat(phone.page().locator("#shown")).isHidden();
    phone.page().locator("#camera").selectOption(other.name() + "/gate");
    assertThat(phone.page().locator("#parts li")).hasCount(1);
    held.forEach(Route::resume);

    assertThat(phone.page().locator("#playing")).isEmpty();
    assertThat(phone.page().locator("#parts li")).hasCount(1);
    assertThat(phone.page().locator("#edl")).hasAttribute("href", Pattern.compile(other.name()));
  }

  @Test
  void aTimeThatIsSteppedToWithKeysPlaysOnEnterAndSaysVisiblyWhereNothingIs() throws IOException {
    Device device = Device.fresh();
    record(device, MORNING);
    device.sends(device.opened(MORNING.plusSeconds(7200)));
    phone.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
    phone.signIn(AUDITOR, passwordOf(AUDITOR));
    phone.button("10:00:00").tap();
    assertThat(phone.page().locator("#playing")).hasText("Nothing was recorded at that time.");

    phone.page().locator("#strip input").fill("478"); // as if stepped there: two minutes before
    phone.page().locator("#strip input").focus();
    phone.press("ArrowRight");
    phone.press("ArrowRight");
    boolean playsAtOnce =
        (Boolean) phone.page().evaluate("document.querySelector('video').hasAttribute('src')");
    phone.press("Enter");

    assertThat(playsAtOnce).isFalse();
    assertThat(phone.page().locator("#playing")).hasText("Playing gate, 08:00:00 to 08:01:00 UTC");
  }

  private static void check(Phone reader, String name) {
    reader.screenshotWhole(name);
    assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes())
        .isEmpty();
    assertThat(reader.page().evaluate("document.documentElement.scrollWidth"))
        .as(name + " is as wide as the phone")
        .isEqualTo(390);
  }

  /** Two seconds of a head that walks to the right, as the device stores them with the incident. */
  private static void seen(Device device, Instant from) throws IOException {
    String frames =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    """
                    {"captured_at":"%s","detections":[{"label":"head","score":0.9,"box":[%s,0.3,%s,0.5]}]}"""
                        .formatted(from.plusMillis(100L * i), 0.3 + i / 100.0, 0.4 + i / 100.0))
            .collect(Collectors.joining(",", "{\"frames\":[", "]}"));
    byte[] content = frames.getBytes(StandardCharsets.UTF_8);
    Path media = ConfigProvider.getConfig().getValue("cloud.media.folder", Path.class);
    Path file = media.resolve(device.path(from, Evidence.Kind.DETECTIONS));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    device.sends(device.stored(from, Evidence.Kind.DETECTIONS, content));
  }

  private static void record(Device device, Instant from) throws IOException {
    byte[] clip = Files.readAllBytes(Path.of("src/test/resources/worksite/clip.mp4"));
    String path = "%s/gate/recordings/%d.mp4".formatted(device.name(), from.getEpochSecond());
    Path media = ConfigProvider.getConfig().getValue("cloud.media.folder", Path.class);
    Path file = media.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, clip);
    List<String> written =
        Rows.of(
            """
            insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
            values (?, cast(? as uuid), 'gate', cast(? as timestamptz), cast(? as timestamptz), ?,
              cast(? as bigint), ?, now())
            returning device
            """,
            device.name(),
            UUID.randomUUID().toString(),
            from.toString(),
            from.plusSeconds(60).toString(),
            path,
            String.valueOf(clip.length),
            Digest.of(clip).sha256());
    assertThat(written).hasSize(1);
  }
}
