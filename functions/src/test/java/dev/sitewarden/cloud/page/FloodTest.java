package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list in a flood of incidents: bounded, in order, and calm for whoever reads in it. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true, // every incident in it is one that is shown
    initArgs = @ResourceArg(name = "cloud.incident.site", value = "flooded"))
final class FloodTest extends PageScene {
  private static final int MOST_ROWS = 200;
  private static final int PAGE = 20;
  private static final int BATCH = 50;

  /** Notes the most rows that there ever were, and everything that was read out. */
  private static final String WATCH =
      """
      () => {
        window.most = 0;
        window.said = [];
        const list = document.getElementById('incidents');
        const announcer = document.getElementById('announcer');
        new MutationObserver(() => { most = Math.max(most, list.children.length); }).observe(list, { childList: true });
        new MutationObserver(() => said.push(announcer.textContent)).observe(announcer, { childList: true });
      }
      """;

  /** Notes that the page has read news, not only received them. */
  private static final String LISTEN =
      """
      () => {
        const json = Response.prototype.json;
        Response.prototype.json = async function () {
          const read = await json.call(this);
          if (this.url.includes('after=') && read.items.length > 0) window.heard = true;
          return read;
        };
      }
      """;

  private static final String SHOWN =
      "[...document.querySelectorAll('#incidents > li')].map(row => row.dataset.incident)";
  private static final String TOP_OF_ROW =
      "id => document.querySelector(`[data-incident='${id}']`).getBoundingClientRect().top";

  private final Device device = Device.fresh();
  private final List<String> newestFirst = new ArrayList<>();

  /** When it saw the latest: four a second, so that some instants have decimals and some none. */
  private static Instant at = now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(86_400);

  @Test
  void aThousandAreBoundedInOrderAndOlderGoesOnWithoutGapOrRepeat() {
    openList("/");
    phone.page().evaluate(WATCH);

    sees(1000);

    assertThat(rows().first()).hasAttribute("data-incident", newestFirst.getFirst());
    assertThat(rows()).hasCount(MOST_ROWS);
    assertShows(newestFirst.subList(0, MOST_ROWS));
    for (int older = PAGE; older <= 3 * PAGE; older += PAGE) {
      phone.button("Show older").tap();
      assertThat(rows().last())
          .hasAttribute("data-incident", newestFirst.get(older + MOST_ROWS - 1));
      assertShows(newestFirst.subList(older, older + MOST_ROWS));
    }
    assertThat(phone.page().evaluate("most")).isEqualTo(MOST_ROWS);
    assertThat(said()).hasSizeLessThan(100).anyMatch(text -> text.matches("\\d+ new incidents"));

    phone.button("Back to the newest").tap();

    assertThat(rows().first()).hasAttribute("data-incident", newestFirst.getFirst());
    assertThat(rows()).hasCount(PAGE);
  }

  @Test
  void whoStandsAtARowKeepsItAndGoesToWhatIsNewWhenHeLikes() {
    sees(40);
    openList("/");
    for (int i = 0; i < 3; i++) {
      phone.press("j");
    }
    List<String> before = shown();
    Object top = phone.page().evaluate(TOP_OF_ROW, before.get(2));

    sees(30);

    assertThat(phone.button("30 new")).isVisible();
    assertThat(shown()).isEqualTo(before);
    assertThat(rows().nth(2).locator("a")).isFocused();
    assertThat(phone.page().evaluate(TOP_OF_ROW, before.get(2))).isEqualTo(top);
    phone.screenshot("list-new");

    phone.press("n");

    assertThat(rows().first()).hasAttribute("data-incident", newestFirst.getFirst());
    assertThat(phone.page().locator("#jump")).isHidden();
    assertThat(phone.page().locator("#content")).isFocused();
  }

  @Test
  void whoHasScrolledDownIsNotMoved() {
    sees(40);
    openList("/");
    phone.page().evaluate("scrollTo(0, 700)");
    List<String> before = shown();
    Object top = phone.page().evaluate(TOP_OF_ROW, before.get(5));

    sees(3);

    assertThat(phone.button("3 new")).isVisible();
    assertThat(shown()).isEqualTo(before);
    assertThat(phone.page().evaluate(TOP_OF_ROW, before.get(5))).isEqualTo(top);

    phone.button("3 new").tap();

    assertThat(rows().first()).hasAttribute("data-incident", newestFirst.getFirst());
    assertThat(phone.page().evaluate("scrollY")).isEqualTo(0);
  }

  @Test
  void aSearchIsAskedOnceASecondHoweverFastNewsCome() {
    openList("/?q=dock");
    phone.page().clock().install();
    openList("/?q=dock");
    phone.page().evaluate(LISTEN);
    phone.page().clock().pauseAt(Instant.now().plusSeconds(60).toEpochMilli());
    List<String> searches = Collections.synchronizedList(new ArrayList<>());
    phone
        .page()
        .onRequest(
            request -> {
              if (request.url().contains("limit=100")) {
                searches.add(request.url());
              }
            });

    phone.page().waitForResponse("**/incidents?*limit=100*", this::hearsOfABatch);
    hearsOfABatch();
    hearsOfABatch();
    assertThat(rows().first())
        .hasAttribute("data-incident", newestFirst.get(2 * BATCH)); // of the first search
    phone.page().clock().runFor(1000);

    assertThat(rows().first()).hasAttribute("data-incident", newestFirst.getFirst());
    assertThat(searches).hasSize(2);
  }

  /**
   * News of one more batch come to the page, and only then some time passes there: what it reads
   * later would find its clock standing.
   */
  private void hearsOfABatch() {
    phone.page().evaluate("heard = false");
    sees(BATCH);
    phone.waitFor("heard");
    phone.page().clock().runFor(300);
  }

  /** Somebody signed in looks at the list, which is complete. */
  private void openList(String path) {
    phone.open(path);
    if (phone.page().url().contains("login")) {
      phone.signIn(ENGINEER, passwordOf(ENGINEER));
    }
    assertThat(phone.heading()).hasText("Incidents");
    assertThat(phone.page().locator("#status")).hasAttribute("aria-busy", "false");
  }

  /** The device sees so many, one after the other, and says so in batches. */
  private void sees(int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      at = at.plusMillis(250);
      newestFirst.addFirst(device.incidentAt(at).toString());
      events.add(device.opened(at));
      if (events.size() == BATCH || i == count - 1) {
        assertThat(device.sends(events.toArray(String[]::new)).status()).isEqualTo(200);
        events.clear();
      }
    }
  }

  private Locator rows() {
    return phone.page().locator("#incidents > li");
  }

  /** News come page by page, so the first row may be there before the others. */
  private void assertShows(List<String> expected) {
    phone.waitFor("%s.join() === '%s'".formatted(SHOWN, String.join(",", expected)));
    assertThat(shown()).isEqualTo(expected);
  }

  @SuppressWarnings("unchecked")
  private List<String> shown() {
    return (List<String>) phone.page().evaluate(SHOWN);
  }

  @SuppressWarnings("unchecked")
  private List<String> said() {
    return (List<String>) phone.page().evaluate("said");
  }
}
