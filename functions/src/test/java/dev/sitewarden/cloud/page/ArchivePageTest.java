package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
    assertThat(phone.page().locator("#csv")).hasAttribute("href", Pattern.compile(other.name()));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void anAuditorHoldsWhatIsShownAndReleasesIt(ColorScheme scheme) throws IOException {
    Device device = Device.fresh();
    record(device, MORNING);
    String shown = device.name() + "/gate";
    try (Phone reader = phoneIn(scheme)) {
      reader.open("/archive/?camera=%s&day=2026-11-21&from=07:30&until=09:00".formatted(shown));
      reader.signIn(AUDITOR, passwordOf(AUDITOR));
      assertThat(reader.page().locator("#parts li")).hasCount(1);
      reader.page().locator("#holding > summary").tap();
      assertThat(reader.page().locator("#hold-span"))
          .containsText(shown + ", 21 Nov 2026, 07:30–09:00 UTC");

      reader.button("Place hold").tap();
      assertThat(reader.alert()).hasText("Say the reason first.");
      reader.page().locator("#reason").fill("case 7, asked for by the police");
      reader.button("Place hold").dblclick();

      Locator hold =
          reader.page().locator("#holds li", new Page.LocatorOptions().setHasText(shown));
      assertThat(hold).containsText("case 7, asked for by the police");
      assertThat(hold).containsText("placed by auditor");
      assertThat(reader.page().locator("#message")).hasText("The hold stands.");
      assertThat(
              Rows.of(
                  "select cast(from_at as text) from legal_hold where device = ?", device.name()))
          .singleElement()
          .asString()
          .startsWith("2026-11-21 07:30:00");
      check(reader, "archive-hold-" + scheme);
      reader.page().setViewportSize(DESKTOP_PX, 800);
      reader.screenshotWhole("archive-hold-wide-" + scheme);

      hold.locator("summary").tap();
      reader.button("Release now").tap();

      assertThat(hold).hasCount(0);
      assertThat(reader.page().locator("#message")).containsText("Released");
      assertThat(reader.complaints()).isEmpty();
    }
  }

  @Test
  void whoMayNotHoldIsNotAskedTo() throws IOException {
    Device device = Device.fresh();
    record(device, MORNING);
    phone.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
    phone.signIn(ENGINEER, passwordOf(ENGINEER));

    assertThat(phone.page().locator("#parts li")).hasCount(1);
    assertThat(phone.page().locator("#holding")).isHidden();
  }

  @Test
  void aListIsTakenInTheRateOfItsEditorWhichTheAddressRemembers() throws IOException {
    Device device = Device.fresh();
    record(device, MORNING);
    phone.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
    phone.signIn(AUDITOR, passwordOf(AUDITOR));
    assertThat(phone.page().locator("#rate")).hasValue("25");

    phone.page().locator("#rate").selectOption("29.97 drop-frame");
    Download list = phone.page().waitForDownload(() -> phone.page().locator("#edl").tap());

    assertThat(list.suggestedFilename()).isEqualTo("timeline.edl");
    assertThat(Files.readString(list.path())).contains("FCM: DROP FRAME");
    assertThat(phone.page().locator("#message")).hasText("The list was saved.");
    phone.page().reload();
    assertThat(phone.page().locator("#rate")).hasValue("29.97df");
    assertThat(phone.page().locator("#json"))
        .hasAttribute("href", Pattern.compile("timeline.json.*" + device.name()));
  }

  @Test
  void aDayWithMoreEventsThanAListHasIsTakenInTwoParts() throws IOException {
    Device device = Device.fresh();
    Rows.change(
        """
        insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
        select '%1$s', gen_random_uuid(), 'gate', timestamptz '%2$s' + n * interval '1 minute',
          timestamptz '%2$s' + (n + 1) * interval '1 minute', '%1$s/' || n, 1, repeat('0', 64), now()
        from generate_series(0, 1439) n
        """
            .formatted(device.name(), "2026-11-21T00:00:00Z"));
    try (Phone reader = anotherPhone()) {
      reader.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
      reader.signIn(AUDITOR, passwordOf(AUDITOR));
      reader.page().locator("#edl").tap();
      assertThat(reader.page().locator("#message"))
          .containsText("1440 events, and a list of CMX3600 ends at 999: choose a shorter time");

      reader.page().locator("#until").fill("16:39");
      reader.page().locator("#until").blur();
      assertThat(reader.page().locator("#parts li")).hasCount(999);
      Download list = reader.page().waitForDownload(() -> reader.page().locator("#edl").tap());

      assertThat(Files.readString(list.path())).contains("999  ");
      reader.page().locator("#from").fill("16:40");
      reader.page().locator("#from").blur();
      assertThat(reader.page().locator("#status")).containsText("From must be before until.");
    }
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
