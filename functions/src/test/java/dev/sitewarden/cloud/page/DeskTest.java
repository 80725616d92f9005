package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sitewarden.cloud.ManyIncidents;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The incident desk with a phone and at a desk: search, work, who is told and who is on call. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class DeskTest extends PageScene {
  @Test
  void anIncidentIsFoundByWordsAndFacetsAndTheSearchIsKept() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.row(incident)).isVisible();

    phone.page().locator("#q").fill("giraffe");
    phone.button("Search").tap();
    assertThat(phone.page().locator("#status")).containsText("Nothing found");

    phone.page().locator("#q").fill("hazard zone");
    phone.button("Search").tap();
    assertThat(phone.row(incident)).isVisible();

    phone.page().locator("#narrow-title").tap();
    Locator alarm =
        phone.page().locator("#facets label", new Page.LocatorOptions().setHasText("Alarm"));
    alarm.tap();
    assertThat(phone.page()).hasURL(Pattern.compile(".*severity=ALARM.*"));
    assertThat(phone.row(incident)).isVisible();

    phone.page().locator("#keep > summary").tap();
    phone
        .page()
        .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
        .fill("Alarms of the zone");
    phone.button("Save this filter").tap();
    assertThat(phone.page().locator("#kept")).containsText("Alarms of the zone");
    check("search");
  }

  @Test
  void ofVeryManyIncidentsTheCountsSayThatTheyAreOfTheNewest() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.row(incident)).isVisible();
    phone.page().locator("#narrow-title").tap();
    assertThat(phone.page().locator("#facets")).containsText("Alarm");
    assertThat(phone.page().locator("#facets > p")).hasCount(0);

    try (ManyIncidents many = ManyIncidents.like(incident.toString(), 20_000)) {
      phone.page().reload();
      phone.page().locator("#narrow-title").tap();
      assertThat(phone.page().locator("#facets > p"))
          .hasText("The counts are of the newest 20,000 incidents that fit.");
      assertThat(many).isNotNull();
      check("counts");
    }
  }

  @Test
  void itIsTakenCommentedAndMadeLessUrgent() {
    IncidentId incident = camera.seesABareHead(now());
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");

    phone.button("Take it").tap();
    assertThat(phone.page().locator("#whose")).hasText("Assigned to engineer");

    phone.page().locator("#commenting > summary").tap();
    phone.page().locator("#new-comment").fill("On my way.");
    phone.button("Save comment").tap();
    assertThat(phone.timeline("COMMENTED")).containsText("On my way.");

    phone.page().locator("#urgency > summary").tap();
    phone.page().locator("#severity").selectOption("WARNING");
    phone.button("Save severity").tap();
    assertThat(phone.chips()).containsText("Warning");
    check("work");
  }

  @Test
  void whoIsOnCallIsPlannedAndWhyNobodyWasToldIsShown() {
    phone.open("/notify/on-call.html");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    summary("New plan").tap();
    phone.page().locator("#new-site").fill("north-yard");
    phone.button("Add a shift").tap();
    phone.page().locator("[name=person]").first().fill("smith");
    phone.page().locator("[name=otherwise]").fill("engineer");
    phone.button("Save plan").tap();
    assertThat(phone.page().locator(".plan").first()).containsText("North yard");
    assertThat(phone.page().locator(".plan").first()).containsText("06:00 to 14:00: smith");
    assertThat(phone.page().locator(".unsighted").first()).containsText("no picture: smith.");
    check("on-call");

    assertThat(phone.page().locator("#contact-list")).not().containsText("Add a contact");
    summary("Add your own contact").tap();
    assertThat(phone.page().locator("#contact-list [name=person]")).hasValue("engineer");
    phone.page().locator("#contact-list [name=phone]").last().fill("+4930123456");
    phone.page().locator("#contact-list select").last().selectOption("EN");
    check("contact");
    phone.button("Save contact").last().tap();
    assertThat(phone.page().locator("#contact-list li").first())
        .containsText("+4930123456 · English");
    assertThat(phone.page().locator("#contact-list > p"))
        .containsText(Pattern.compile("Can be put into a plan: .*engineer"));
    assertThat(phone.page().locator("#people option[value=engineer]")).hasCount(1);

    camera.seesABareHead(now());
    camera.seesABareHead(now().plusSeconds(30));
    phone.open("/notify/?state=SUPPRESSED");
    assertThat(phone.page().locator("#notifications .why").first())
        .containsText(
            Pattern.compile("Cooldown: camera \\S+ told of “Missing helmet” at .*silent for 60 s"));
    check("not-sent");
    try (Phone reader = phoneSpeaking("de-DE")) {
      reader.open("/notify/?state=SUPPRESSED");
      reader.signInInGerman(ENGINEER, passwordOf(ENGINEER));
      assertThat(reader.page().locator("#notifications .why").first())
          .containsText(
              Pattern.compile("Abklingzeit: Kamera \\S+ hat „Helm fehlt“ um .*danach 60 s"));
      reader.screenshotWhole("desk-not-sent-german-390");
    }
  }

  @Test
  void anAdminSaysHowOthersAreReachedAndTheAuditSaysThatHeDid() {
    phone.open("/notify/on-call.html");
    phone.signIn("admin", passwordOf("admin"));
    summary("Add a contact").tap();
    phone.page().locator("#contact-list [name=person]").last().fill("ada");
    phone.page().locator("#contact-list [name=email]").last().fill("ada@example.org");
    phone.page().locator("#contact-list select").last().selectOption("DE");
    phone.button("Save contact").last().tap();
    assertThat(phone.page().locator("#contact-list li").first())
        .containsText("ada@example.org · Deutsch");

    phone.open("/audit/?subject=ada");
    assertThat(phone.page().locator("#records li").first()).containsText("Contact changed");
    assertThat(phone.page().locator("#records li").first()).containsText("email noted");
  }

  @Test
  void atSitesThatAreNotHisAnEngineerPlansNothing() {
    Person admin = Person.named("admin");
    Plans.first(admin, "aaa-yard", "\"otherwise\":\"engineer\"");
    Plans.first(admin, "zzz-yard", "\"otherwise\":\"engineer\"");
    String grant =
        admin
            .post(
                "/api/v1/grants",
                "{\"person\":\"engineer\",\"role\":\"site-engineer\",\"site\":\"zzz-yard\"}")
            .json()
            .path("id")
            .asText();
    try {
      phone.open("/notify/on-call.html");
      phone.signIn(ENGINEER, passwordOf(ENGINEER));
      assertThat(phone.page().locator(".plan")).hasCount(1);
      assertThat(phone.page().locator(".plan h2")).hasText("Zzz yard");
      assertThat(summary("Change this plan")).hasCount(1);
      assertThat(summary("New plan")).hasCount(0);
    } finally {
      admin.send("DELETE", "/api/v1/grants/" + grant, BodyPublishers.noBody());
    }
  }

  @Test
  void whenNobodyWillBeOnCallIsSaidInTheReadersLanguage() {
    Plans.first(
        Person.named("admin"),
        "aa-night-yard",
        "\"shifts\":[{\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\","
            + "\"SATURDAY\",\"SUNDAY\"],\"from\":\"06:00\",\"to\":\"22:00\",\"person\":\"smith\"}],"
            + "\"escalation\":[\"chief\"]");
    phone.open("/notify/on-call.html");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));

    Locator gaps = phone.page().locator(".plan .gaps").first();
    assertThat(gaps).containsText("When nobody is on call in the next seven days:");
    assertThat(gaps.locator("li").nth(1)).containsText(Pattern.compile("22:00 to .*06:00"));
    assertThat(gaps).containsText("What happens then goes to chief at once.");
    check("gaps");

    try (Phone reader = phoneSpeaking("de-DE")) {
      reader.open("/notify/on-call.html");
      reader.signInInGerman(ENGINEER, passwordOf(ENGINEER));
      Locator german = reader.page().locator(".plan .gaps").first();
      assertThat(german.locator("li").nth(1)).containsText(Pattern.compile("22:00 bis .*06:00"));
      assertThat(german).containsText("Was dann geschieht, geht sofort an chief.");
    } finally {
      Plans.forget("aa-night-yard");
    }
  }

  @Test
  void thatNobodyOfASiteCanBeToldIsAWarningInTheReadersLanguage() {
    Plans.first(Person.named("admin"), "aa-lonely-yard", "\"escalation\":[]");
    try (Phone reader = phoneSpeaking("de-DE")) {
      phone.open("/notify/on-call.html");
      phone.signIn(ENGINEER, passwordOf(ENGINEER));
      assertThat(phone.page().locator(".plan .gaps").first())
          .containsText("what happens then goes to engineer alone");
      check("lonely");

      reader.open("/notify/on-call.html");
      reader.signInInGerman(ENGINEER, passwordOf(ENGINEER));
      assertThat(reader.page().locator(".plan .gaps").first())
          .containsText("Was dann geschieht, geht nur an engineer.");
    } finally {
      Plans.forget("aa-lonely-yard");
    }
  }

  private Locator summary(String text) {
    return phone.page().locator("summary", new Page.LocatorOptions().setHasText(text));
  }

  /** Looked at in both widths, and by axe-core in the phone's. */
  private void check(String name) {
    phone.screenshotWhole("desk-" + name + "-390");
    var findings = new AxeBuilder(phone.page()).analyze().getViolations();
    assertThat(findings)
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " at " + rule.getNodes())
        .isEmpty();
    assertThat(phone.page().evaluate("document.documentElement.scrollWidth"))
        .as(name + " is as wide as the phone")
        .isEqualTo(390);
    phone.page().setViewportSize(1280, 900);
    phone.screenshotWhole("desk-" + name + "-1280");
    phone.page().setViewportSize(390, 844);
    assertThat(phone.complaints()).isEqualTo(List.of());
  }
}
