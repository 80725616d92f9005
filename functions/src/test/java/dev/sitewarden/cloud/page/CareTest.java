package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.OwnDatabase;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/**
 * Who cares for the devices: how each is, where it stands, and what it said that nobody took in.
 */
@QuarkusTest
@TestProfile(OwnDatabase.class)
final class CareTest extends PageScene {
  private static final String ADMIN = "admin";
  private static final String IOT = "iot";

  private final Device device = Device.fresh();

  @Test
  void aDeviceSaysInASentenceWhyItIsUnwellAndAnAdminSaysWhereItStands() {
    device.sends(device.opened(now()));
    device.sends(device.health(Kind.CAMERA_LOST, "gate", "connection refused", now()));
    phone.open("/device/");
    phone.signIn(ADMIN, passwordOf(ADMIN));

    assertThat(card()).containsText("Camera gate gives no picture.");
    assertThat(card()).containsText("connection refused");
    assertThat(card()).containsText("no site yet");

    card().locator("summary").tap();
    card().locator("input").fill("north-yard");
    phone.button("Save site").tap();

    assertThat(phone.page().locator("#message")).containsText("stands at north-yard now");
    assertThat(card()).containsText("North yard");
    assertThat(Rows.of("select site from device_site where device = ?", device.name()))
        .containsExactly("north-yard");
  }

  /** Its sentence names nothing, as those of silence, refused settings and jumping clocks. */
  @Test
  void whoPlacesADeviceThatSomebodyElsePlacedMeanwhileIsTold() {
    device.sends(device.opened(now()));
    phone.open("/device/");
    phone.signIn(ADMIN, passwordOf(ADMIN));
    assertThat(card()).containsText("no site yet");
    Rows.change(
        "insert into device_site (device, site) values ('%s', 'south-yard')"
            .formatted(device.name()));

    card().locator("summary").tap();
    card().locator("input").fill("north-yard");
    phone.button("Save site").tap();

    assertThat(phone.page().locator("#message")).containsText("placed this device meanwhile");
    assertThat(Rows.of("select site from device_site where device = ?", device.name()))
        .containsExactly("south-yard");
  }

  @Test
  void aDeviceThatWasStoppedIsListedWithThatSentence() {
    device.sends(device.health(Kind.STOPPED, "edge", "asked to stop", now()));
    phone.open("/device/");
    phone.signIn(IOT, passwordOf(IOT));

    assertThat(card()).containsText("It was stopped and watches nothing.");
  }

  @Test
  void aDeviceShowsHowItsMachineIsAndWhatIsWorthALook() {
    device.sends(device.opened(now()));
    device.sends(device.measured(now(), 61.5, 24_000_000_000L, 0));
    phone.open("/device/");
    phone.signIn(IOT, passwordOf(IOT));
    assertThat(card()).containsText("75% free of 32 GB");
    assertThat(card()).containsText("62°C");
    assertThat(card()).containsText("Well");
    assertThat(card().locator(".worth-a-look")).hasCount(0);

    device.sends(device.measured(now(), 84, 2_000_000_000L, 1200));
    phone.open("/device/");

    assertThat(card()).containsText("Only 6 % of its disk is free");
    assertThat(card()).containsText("It is hot: 84 °C.");
    assertThat(card()).containsText("1,200 messages and files");
    assertThat(card().locator(".worth-a-look")).hasCount(3);
    phone.screenshotWhole("device-vitals");
  }

  @Test
  void whoMayNotSayWhereADeviceStandsIsNotAsked() {
    device.sends(device.opened(now()));
    phone.open("/device/");
    phone.signIn(IOT, passwordOf(IOT));

    assertThat(card()).containsText("gate");
    assertThat(card().locator("summary")).hasCount(0);
  }

  @Test
  void anAdminOfOneSiteIsNotAskedEither() {
    device.sends(device.opened(now()));
    Rows.change(
        "insert into device_site (device, site) values ('%s', 'south-yard')"
            .formatted(device.name()));
    Rows.change(
        "insert into access_grant (id, person, role, everywhere, site, granted_by, granted_at)"
            + " values (gen_random_uuid(), 'admin', 'admin', false, 'south-yard', 'test', now())");
    try {
      phone.open("/device/");
      phone.signIn(ADMIN, passwordOf(ADMIN));

      assertThat(card()).containsText("South yard");
      assertThat(card().locator("summary")).hasCount(0);
      phone.screenshotWhole("device-narrowed-390");
      phone.page().setViewportSize(1280, 900);
      phone.screenshotWhole("device-narrowed-1280");
    } finally {
      Rows.change("delete from access_grant where granted_by = 'test'");
    }
  }

  @Test
  void aDeadLetterIsReadAsItIsAndPlayedAgain() {
    device.sends("<img src=x onerror=\"document.title='broken in'\">");
    openLetters();

    assertThat(letters()).hasCount(1);
    letters().locator("summary").tap();
    assertThat(letters().locator("pre")).containsText("<img src=x onerror=");
    assertThat(phone.page()).hasTitle("Dead letters · Sitewarden");
    phone.button("Play again").tap();

    assertThat(letters().locator(".outcome")).containsText("Still a dead letter");
  }

  @Test
  void manyArePlayedAgainWithTheirOutcomeEach() {
    for (int i = 0; i < 23; i++) {
      device.sends("poison " + i);
    }
    openLetters();
    assertThat(letters()).hasCount(20);

    phone.page().locator("#replay-all").tap();

    assertThat(phone.page().locator("#progress"))
        .containsText("23 of 23 played, 0 had their effect");
    assertThat(letters().first().locator(".outcome")).containsText("Still a dead letter");
    phone.screenshot("dead-letters-replayed");
    assertThat(Rows.of("select distinct times from dead_letter where device = ?", device.name()))
        .containsExactly("2");
  }

  private void openLetters() {
    phone.open("/ingest/");
    phone.signIn(IOT, passwordOf(IOT));
    phone.page().getByLabel("Device").fill(device.name());
    phone.button("Show").tap();
    assertThat(phone.page().locator("#status")).hasAttribute("aria-busy", "false");
  }

  private Locator letters() {
    return phone.page().locator("#letters li");
  }

  private Locator card() {
    return phone.page().locator("[data-device='%s']".formatted(device.name()));
  }
}
