package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One tap acknowledges, by whoever holds the link, for as long as it counts, and nothing else. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class AcknowledgeLinkTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String PATH = "/api/v1/acknowledge-link";

  @Inject AcknowledgeLinks links;
  @Inject TestClock clock;

  private final Device device = Device.fresh();
  private final UUID incident = device.incidentAt(SEEN).value();
  private final Caller stranger = new Caller();

  @BeforeEach
  void anIncidentIsOpen() {
    device.sends(device.opened(SEEN));
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void oneTapAcknowledgesInThePersonsName() {
    Answer subject = stranger.post(PATH + "/subject", body(token()));
    assertThat(state()).isEqualTo("OPEN");
    Answer tapped = stranger.post(PATH, body(token()));
    Answer again = stranger.post(PATH, body(token()));

    assertThat(subject.json().path("zoneName").asText()).isEqualTo("Loading dock");
    assertThat(tapped.json().path("state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("acknowledgedBy").asText()).isEqualTo("smith");
    assertThat(state()).isEqualTo("ACKNOWLEDGED");
    assertThat(audited()).containsExactly("smith ACKNOWLEDGED: by link, sms");
  }

  /** Links that were sent before channels were in them count until they expire. */
  @ParameterizedTest
  @CsvSource({
    "email, 'smith ACKNOWLEDGED: by link, email'",
    "page, 'smith ACKNOWLEDGED: by link, page'",
    "'', smith ACKNOWLEDGED: by link",
    "carrier-pigeon, smith ACKNOWLEDGED: by link"
  })
  void theAuditLogSaysThatItWasByALink(String channel, String detail) {
    URI link = links.link(incident, "smith", clock.instant(), channel);

    stranger.post(PATH, body(link.getFragment()));

    assertThat(audited()).containsExactly(detail);
    assertThat(link.toString()).as("no link is longer for it").hasSameSizeAs(smsLink());
  }

  @Test
  void whoeverSignedInAcknowledgedByNoLink() {
    Person.engineer().decide(incident.toString(), "acknowledgement", "{}");

    assertThat(audited()).containsExactly("engineer ACKNOWLEDGED");
  }

  private String smsLink() {
    return links.link(incident, "smith", clock.instant(), Destination.SMS).toString();
  }

  private List<String> audited() {
    return Rows.of(
        "select actor || ' ' || detail from audit_record where subject = ? and detail like 'ACK%'",
        incident.toString());
  }

  @Test
  void whatALinkPreviewFetchesHoldsNoTokenAndChangesNothing() {
    URI link = links.link(incident, "smith", clock.instant(), Destination.SMS);

    Answer page = stranger.get(link.getPath());

    assertThat(link.getQuery()).isNull();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).doesNotContain(incident.toString());
    assertThat(state()).isEqualTo("OPEN");
  }

  @Test
  void aLinkExpires() {
    String token = token();
    clock.putForward(Duration.ofHours(13));

    Answer late = stranger.post(PATH, body(token));

    assertThat(late.status()).isEqualTo(403);
    assertThat(late.code()).isEqualTo("link-expired");
  }

  @Test
  void aLinkThatWasChangedAnywhereIsNone() {
    String token = token();
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);

      assertThat(stranger.post(PATH, body(changed)).status()).as(changed).isEqualTo(403);
    }
    assertThat(stranger.post(PATH, body("x")).code()).isEqualTo("link-invalid");
    assertThat(stranger.post(PATH, body(" ")).status()).isEqualTo(400);
    assertThat(state()).isEqualTo("OPEN");
  }

  @Test
  void aLinkDoesNotTakeAVerdictBack() {
    Person.engineer().decide(incident.toString(), "resolution", "{\"verdict\":\"CONFIRMED\"}");

    Answer tapped = stranger.post(PATH, body(token()));

    assertThat(tapped.json().path("state").asText()).isEqualTo("RESOLVED");
  }

  private String token() {
    return links.link(incident, "smith", clock.instant(), Destination.SMS).getFragment();
  }

  private static String body(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  private String state() {
    return Person.engineer().incident(incident.toString()).path("state").asText();
  }
}
