package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What devices and people wrote is text on every page, whatever it looks like. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class InertTextTest extends PageScene {
  private static final String HTML =
      "<img src=x onerror=alert(1)> <b>bold</b> <a href=javascript:alert(2)>tap</a> {{7*7}}";

  private static final String MADE =
      "document.querySelectorAll(\"img[src='x'], main b, a[href^='javascript']\").length";

  private final Device device = Device.fresh();
  private final List<String> dialogs = new ArrayList<>();

  @Test
  void noTextBecomesAnElementOrAScript() {
    var seen = now();
    IncidentId incident = device.incidentAt(seen);
    device.sends(device.opened(seen).replace("Loading dock", HTML));
    device.sends(device.health(Kind.CAMERA_LOST, HTML.substring(0, 28), HTML, seen));
    Person engineer = Person.engineer();
    String quoted = "\"" + HTML + "\"";
    engineer.decide(incident.toString(), "comments", "{\"text\":%s}".formatted(quoted));
    engineer.decide(
        incident.toString(),
        "resolution",
        "{\"verdict\":\"CONFIRMED\",\"comment\":%s}".formatted(quoted));
    phone
        .page()
        .onDialog(
            dialog -> {
              dialogs.add(dialog.message());
              dialog.dismiss();
            });

    phone.open("/");
    phone.signIn("admin", passwordOf("admin"));
    assertThat(phone.row(incident)).containsText(HTML);
    assertThatNothingWasMade("the list");
    phone.page().locator("#narrow-title").tap();
    assertThat(phone.page().locator("#facets")).containsText("Zone");
    assertThatNothingWasMade("the facets");
    phone.openLink(incident);
    assertThat(phone.timeline("COMMENTED")).containsText(HTML);
    assertThat(phone.timeline("RESOLVED")).containsText(HTML);
    assertThatNothingWasMade("the incident");
    phone.open("/device/");
    assertThat(phone.page().locator("[data-device='%s']".formatted(device.name())))
        .containsText("<img src=x onerror=alert(1)>");
    assertThatNothingWasMade("the devices");
    phone.open("/audit/?subject=" + incident);
    assertThat(phone.page().locator("#records")).containsText("<img src=x");
    assertThatNothingWasMade("the audit log");
  }

  private void assertThatNothingWasMade(String page) {
    assertThat(phone.page().evaluate(MADE)).as(page).isEqualTo(0);
    assertThat(dialogs).as(page).isEmpty();
    assertThat(phone.complaints()).as(page).isEmpty();
  }
}
