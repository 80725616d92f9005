package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Who may do what, and what was done. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class OversightTest extends PageScene {
  private static final String ADMIN = "admin";

  private final String person = "p" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void anAdminGivesAGrantAndWithdrawsIt() {
    phone.open("/people/");
    phone.signIn(ADMIN, passwordOf(ADMIN));
    phone.page().locator("#giving > summary").tap();
    phone.button("Give grant").tap();
    assertThat(phone.alert()).hasText("Name the person first.");
    phone.page().locator("#person").fill(person);
    phone.page().locator("#role").selectOption("auditor");
    phone.page().locator("#site").fill("north-yard");
    phone.screenshotWhole("people-giving");
    phone.button("Give grant").tap();

    assertThat(card()).containsText("auditor, at North yard");
    assertThat(card()).containsText("given by admin");

    card().locator("summary").tap();
    phone.button("Withdraw now").tap();

    assertThat(card()).hasCount(0);
    assertThat(phone.page().locator("#message")).containsText("Withdrawn");
    assertThat(Rows.of("select action from audit_record where subject = ? order by at", person))
        .containsExactly("GRANT_GIVEN", "GRANT_REVOKED");
  }

  @Test
  void anAuditorReadsGrantsAndGivesNone() {
    Person.named(ADMIN)
        .post(
            "/api/v1/grants",
            "{\"person\":\"%s\",\"role\":\"auditor\",\"everywhere\":true}".formatted(person));
    phone.open("/people/");
    phone.signIn(AUDITOR, passwordOf(AUDITOR));

    assertThat(card()).containsText("auditor, Everywhere");
    assertThat(phone.page().locator("#giving")).isHidden();
    assertThat(card().locator("summary")).hasCount(0);
  }

  @Test
  void theLogIsNarrowedToAnIncidentAndItsEvidenceTakenAway() throws IOException {
    IncidentId incident = camera.seesABareHead(now());
    Person engineer = Person.engineer();
    engineer.decide(incident.toString(), "acknowledgement", "{}");
    phone.open("/audit/?subject=" + incident);
    phone.signIn(AUDITOR, passwordOf(AUDITOR));
    assertThat(records().first()).containsText("Incident changed");
    assertThat(records().first()).containsText(ENGINEER);

    Download download = phone.page().waitForDownload(this::takePackage);

    assertThat(download.suggestedFilename()).isEqualTo("evidence-%s.zip".formatted(incident));
    assertThat(names(download)).contains("snapshot.jpg");
    assertThat(phone.page().locator("#message")).containsText("The package was saved.");
  }

  @Test
  void theWholeLogIsCheckedChainByChain() {
    camera.seesABareHead(now());
    phone.open("/audit/");
    phone.signIn(AUDITOR, passwordOf(AUDITOR));

    phone.button("Check the whole log").tap();

    assertThat(phone.page().locator("#verdict")).containsText("The log is whole:");
    phone.screenshotWhole("audit-verified");
  }

  @Test
  void anAuditorFindsTheKeyThatPackagesAreComparedWithAndWhoSawWhat() {
    IncidentId incident = camera.seesABareHead(now());
    Person reader = Person.auditor();
    reader.get("/api/v1/incidents/%s/evidence/snapshot".formatted(incident));
    phone.open("/audit/?subject=" + incident);
    phone.signIn(AUDITOR, passwordOf(AUDITOR));
    phone.page().locator("#key > summary").tap();

    JsonNode key = reader.get("/api/v1/audit/key").json();
    assertThat(phone.page().locator("#keys")).containsText(key.path("fingerprint").asText());
    assertThat(phone.page().locator("#keys")).containsText("-----BEGIN PUBLIC KEY-----");
    phone.screenshotWhole("audit-key");
    String report = phone.page().locator("#access").getAttribute("href");
    assertThat(reader.get(report).text()).contains("EVIDENCE_READ", incident.toString());
    assertThat(report).contains("subject=" + incident).doesNotContain("limit");
  }

  @Test
  void aTimeOfAnotherYearSaysWhich() {
    Instant longAgo = now().minus(Duration.ofDays(400));
    IncidentId incident = camera.seesABareHead(longAgo);
    phone.openLink(incident);
    phone.signIn(AUDITOR, passwordOf(AUDITOR));

    assertThat(phone.page().locator("#facts"))
        .containsText(String.valueOf(longAgo.atZone(ZoneOffset.UTC).getYear()));
  }

  private void takePackage() {
    records().first().getByRole(AriaRole.BUTTON).tap();
  }

  private static List<String> names(Download download) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream file = download.createReadStream();
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private Locator records() {
    return phone.page().locator("#records li");
  }

  private Locator card() {
    return phone.page().locator("[data-person='%s']".formatted(person));
  }
}
