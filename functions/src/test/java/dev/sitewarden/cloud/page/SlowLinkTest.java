package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.IncidentId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list over a slow link; what it took is printed, not asserted. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class SlowLinkTest extends PageScene {
  /** Pictures that could hold the words of the list back, or move them when they come. */
  private static final String HASTY_PICTURES =
      """
      [...document.querySelectorAll('#incidents img')]
        .filter(image => image.loading !== 'lazy' || !image.width || !image.height)
        .map(image => image.outerHTML)
      """;

  /** As many rows as a browser fetches pictures for before somebody scrolls. */
  private static final String PICTURES_ARE_THERE =
      "[...document.querySelectorAll('#incidents img')].slice(0, 10).every(image => image.naturalWidth)";

  @Test
  void theListIsReadBeforeItsPicturesAndItsFilesComeOnce() {
    IncidentId incident = camera.seesABareHead(now());
    for (int i = 1; i <= 19; i++) {
      camera.seesABareHead(now().minusSeconds(60L * i));
    }
    SlowLink link = SlowLink.to(phone.page());

    long began = System.nanoTime();
    phone.open("/");
    assertThat(phone.button("Sign in")).isVisible();
    tell("sign-in, nothing known", began, link.taken());

    began = System.nanoTime();
    phone.signIn(ENGINEER, passwordOf(ENGINEER));
    assertThat(phone.row(incident)).containsText("Head without helmet");
    tell("list, sign-in known", began, link.taken());
    assertThat(phone.page().evaluate(HASTY_PICTURES)).isEqualTo(List.of());

    phone.waitFor(PICTURES_ARE_THERE);
    List<SlowLink.Transfer> pictures = link.taken();
    tell("list, pictures", began, pictures);
    assertThat(pictures)
        .filteredOn(SlowLink.Transfer::isPicture)
        .allMatch(picture -> picture.url().endsWith("/thumbnail"))
        .isNotEmpty();
    began = System.nanoTime();
    phone.open("/");
    assertThat(phone.row(incident)).containsText("Head without helmet");
    List<SlowLink.Transfer> again = link.taken();
    tell("list, again", began, again);
    assertThat(again).filteredOn(SlowLink.Transfer::isFile).isEmpty();

    began = System.nanoTime();
    phone.row(incident).tap();
    assertThat(phone.heading()).hasText("Head without helmet");
    tell("incident, list known", began, link.taken());
  }

  private static void tell(String view, long began, List<SlowLink.Transfer> transfers) {
    Map<Boolean, List<SlowLink.Transfer>> byKind =
        transfers.stream().collect(Collectors.partitioningBy(SlowLink.Transfer::isPicture));
    List<SlowLink.Transfer> words = byKind.getOrDefault(false, List.of());
    System.out.printf(
        "slow link (50 kB/s, 400 ms): %s: %d requests, %.1f kB, %.1f s; pictures by then: %.1f kB%n",
        view,
        words.size(),
        kilobytes(words),
        (System.nanoTime() - began) / 1e9,
        kilobytes(byKind.getOrDefault(true, List.of())));
  }

  private static double kilobytes(List<SlowLink.Transfer> transfers) {
    return transfers.stream().mapToLong(SlowLink.Transfer::bytes).sum() / 1e3;
  }
}
