package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sitewarden.cloud.page.SiteCamera.BARE_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.dataset.CocoCodec;
import dev.sitewarden.domain.dataset.DatasetSnapshot;
import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.dataset.LabelledFrame;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Label;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The site engineer's whole job with his phone, on real evidence and the running cloud. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class PageTest extends PageScene {
  @Test
  void anIncidentIsTakenFromTheListToItsVerdict() {
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Incidents");
    phone.markPage();

    Instant seenAt = now();
    IncidentId incident = camera.seesABareHead(seenAt);

    Locator row = phone.row(incident);
    assertThat(row).containsText("Head without helmet");
    assertThat(row).containsText("Hazard zone, camera gate");
    assertThat(row).containsText("Open");
    assertThat(row.locator("img")).isVisible();
    assertThat(phone.isStillThePageThatWasMarked()).isTrue();
    phone.screenshot("list");

    row.tap();

    assertThat(phone.heading()).hasText("Head without helmet");
    assertThat(phone.page().locator("#clip")).containsText("Clip is coming");
    phone.waitFor("document.querySelector('.shot').naturalWidth === 768");
    assertThat(phone.timeline("EVIDENCE_STORED").first()).containsText("Small picture");
    phone.screenshot("incident-open");
    phone.markPage();

    camera.stores(Evidence.Kind.CLIP, incident, seenAt);

    phone.waitFor("document.querySelector('#clip video')?.duration > 3");
    assertThat(phone.isStillThePageThatWasMarked()).isTrue();

    phone.button("Acknowledge").tap();

    assertThat(phone.chips()).containsText("Acknowledged");

    phone.verdict("Rejected").tap();
    phone.page().getByLabel("Comment").fill("A bucket on a pole.");
    phone.screenshot("incident-verdict");
    phone.button("Resolve").tap();

    assertThat(phone.chips()).containsText("Resolved");
    assertThat(phone.timeline("ACKNOWLEDGED")).containsText(ENGINEER);
    assertThat(phone.timeline("RESOLVED")).containsText("A bucket on a pole.");
    phone.screenshotWhole("incident-resolved");
    assertThatItIsAHardNegative(incident);
  }

  @Test
  void theLinkInAMessageIsTwoTapsFromResolved() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Incidents");
    phone.openLink(incident);

    phone.verdict("Confirmed").tap();
    phone.button("Resolve").tap();

    assertThat(phone.chips()).containsText("Resolved");
    assertThat(phone.page().locator("#judged")).containsText("Confirmed");
  }

  @Test
  void whoDecidesOnAnOldViewIsToldAndShownTheNewOne() {
    IncidentId incident = camera.seesABareHead(now());
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");
    try (Phone other = anotherPhone()) {
      other.loseNews();
      other.openLink(incident);
      other.signIn(ENGINEER, passwordOf(ENGINEER));
      assertThat(other.page().locator("#connection")).containsText("No connection");
      phone.button("Acknowledge").tap();
      assertThat(phone.chips()).containsText("Acknowledged");

      other.verdict("Confirmed").tap();
      other.page().getByLabel("Comment").fill("Seen by me, too.");
      other.button("Resolve").tap();

      Locator message = other.page().locator("#message");
      assertThat(message).containsText("Somebody else changed this incident meanwhile");
      assertThat(other.chips()).containsText("Acknowledged");
      assertThat(other.page().getByLabel("Comment")).hasValue("Seen by me, too.");
      other.screenshot("incident-conflict");

      other.button("Resolve").tap();

      assertThat(other.chips()).containsText("Resolved");
      assertThat(phone.chips()).containsText("Resolved"); // by the long poll
    }
  }

  @Test
  void aLateClipDoesNotRefuseTheDecisionThatWasMadeBeforeIt() {
    Instant seenAt = now();
    IncidentId incident = camera.seesABareHead(seenAt);
    phone.loseNews();
    phone.openLink(incident);
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.heading()).hasText("Head without helmet");
    camera.stores(Evidence.Kind.CLIP, incident, seenAt);

    phone.button("Acknowledge").tap();

    assertThat(phone.chips()).containsText("Acknowledged");
    assertThat(phone.page().locator("#clip video")).isVisible();
  }

  @Test
  void theListShowsOneStateOnlyAndDropsWhatLeavesIt() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    phone.filter("Open").tap();
    assertThat(phone.row(incident)).isVisible();
    try (Phone other = anotherPhone()) {
      other.openLink(incident);
      other.signIn(ENGINEER, passwordOf(ENGINEER));

      other.button("Acknowledge").tap();

      assertThat(phone.row(incident)).hasCount(0);
      assertThat(phone.page()).hasURL(Pattern.compile(".*\\?state=OPEN"));
    }
  }

  @Test
  void aRowAsksForTheThumbnailAndForTheWholePictureOnlyWhereThereIsNone() {
    IncidentId fresh = camera.seesABareHead(now());
    IncidentId old = camera.seesABareHeadAsItUsedTo(now().minusSeconds(1));
    List<String> asked = new ArrayList<>();
    phone.page().onRequest(request -> asked.add(request.url()));

    phone.open("/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    for (IncidentId incident : List.of(fresh, old)) {
      phone.row(incident).scrollIntoViewIfNeeded();
      phone.waitFor(
          "document.querySelector('[data-incident=\"%s\"] img').naturalWidth > 0"
              .formatted(incident));
    }

    assertThat(asked)
        .filteredOn(url -> url.contains(fresh.toString()))
        .allMatch(url -> url.endsWith("/evidence/thumbnail"))
        .isNotEmpty();
    assertThat(asked)
        .filteredOn(url -> url.contains(old.toString()))
        .allMatch(url -> url.endsWith("/evidence/snapshot"))
        .isNotEmpty();
  }

  @Test
  void theMessageToTheSiteEngineerIsListedAndLeadsToItsIncident() {
    IncidentId incident = camera.seesABareHead(now());
    phone.open("/notify/");
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    Locator link = phone.page().locator("#notifications a[href$='%s']".formatted(incident)).first();

    assertThat(link).isVisible();
    phone.screenshot("notifications");
    link.tap();

    assertThat(phone.heading()).hasText("Head without helmet");
  }

  private void assertThatItIsAHardNegative(IncidentId incident) {
    APIResponse answer = phone.page().request().get("/api/v1/datasets/incidents.coco.json");
    LabelledFrame frame =
        read(answer.body()).frames().stream()
            .filter(one -> one.image().contains(incident.toString()))
            .findFirst()
            .orElseThrow();

    assertThat(frame.complete()).isFalse();
    assertThat(frame.boxes())
        .filteredOn(box -> box.review() == Review.REJECTED)
        .singleElement()
        .satisfies(box -> assertThat(box.label()).isEqualTo(new Label("head")))
        .satisfies(box -> assertThat(box.box().iou(BARE_HEAD)).isGreaterThan(0.99));
  }

  private static DatasetSnapshot read(byte[] coco) {
    try {
      return CocoCodec.read(new ByteArrayInputStream(coco));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the exported labels failed", e);
    }
  }
}
