package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.notify.Sending.Attempted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every message about an incident leaves a line in its timeline and in the audit log. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.notify.storm-size", value = "1"))
@QuarkusTestResource(value = MailWaits.class, restrictToAnnotatedClass = true)
final class RecordTest extends RoutingScene {
  private static final Attempt ACCEPTED = new Attempt.Accepted(Optional.empty());

  @Inject Outcomes outcomes;

  private final String smith = "smith-" + site;
  private final Team team = new Team(site);

  @AfterEach
  void leave() {
    team.leaves();
  }

  @Test
  void everybodyWhoIsMailedHasALineOfHisOwn() throws Throwable {
    plan("\"otherwise\":null");
    team.decides("ann");
    team.decides("bob");
    String incident = seenBy(deviceAtSite());

    becomes(ACCEPTED, incident);

    assertThat(lines(incident, "NOTIFIED"))
        .containsExactlyInAnyOrder(
            "to ann-%s by email".formatted(site), "to bob-%s by email".formatted(site));
    assertThat(audited(incident))
        .contains(
            "NOTIFIED: to ann-%s by email".formatted(site),
            "NOTIFIED: to bob-%s by email".formatted(site));
    assertThat(incident(incident).path("notifiedAt").isTextual()).isTrue();
  }

  @Test
  void whatWasRefusedIsSaidWithoutItsNumber() throws Throwable {
    smithIsOnCall();
    String incident = seenBy(deviceAtSite());

    becomes(new Attempt.Refused("the channel answered 400: +4930123456 is unknown"), incident);

    assertThat(lines(incident, "NOT_DELIVERED"))
        .containsExactly(
            "to %s by email; the channel answered 400: *** is unknown".formatted(smith));
    assertThat(audited(incident)).noneMatch(detail -> detail.contains("4930123456"));
    assertThat(incident(incident).path("notifiedAt").isNull()).isTrue();
  }

  @Test
  void whatWaitsForAnotherAttemptHasNoLineUntilItIsGivenUp() throws Throwable {
    smithIsOnCall();
    String incident = seenBy(deviceAtSite());
    Attempt lost = new Attempt.Retry("the channel answered 503", Optional.of(Duration.ofHours(9)));
    attempted(1, incident);
    becomes(lost, incident);
    assertThat(lines(incident, "NOT_DELIVERED")).isEmpty();
    attempted(8, incident);

    becomes(lost, incident);

    assertThat(lines(incident, "NOT_DELIVERED"))
        .containsExactly(
            "to %s by email; given up after 8 attempts; the channel answered 503".formatted(smith));
  }

  @Test
  void whatAStormHeldSaysSoAndThenThatADigestToldOfIt() throws Throwable {
    smithIsOnCall();
    String first = seenBy(deviceAtSite());
    String second = seenBy(deviceAtSite());
    String third = seenBy(deviceAtSite());
    for (String held : List.of(second, third)) {
      assertThat(line(held, "NOT_NOTIFIED").at("/whyNot/code").asText()).isEqualTo("STORM");
    }

    clock.putForward(Duration.ofMinutes(3));
    route();
    assertThat(lines(second, "NOTIFIED")).as("not handed over yet").isEmpty();
    digestBecomes(ACCEPTED);

    for (String held : List.of(second, third)) {
      assertThat(lines(held, "NOTIFIED"))
          .containsExactly("to %s by email, in a digest".formatted(smith));
      assertThat(audited(held)).contains("NOTIFIED: to %s by email, in a digest".formatted(smith));
      assertThat(incident(held).path("notifiedAt").isTextual()).isTrue();
    }
    assertThat(lines(first, "NOTIFIED")).isEmpty();
  }

  @Test
  void aDigestThatIsRefusedIsSaidOfAllThatItTellsOf() throws Throwable {
    smithIsOnCall();
    seenBy(deviceAtSite());
    String held = seenBy(deviceAtSite());
    clock.putForward(Duration.ofMinutes(3));
    route();

    digestBecomes(new Attempt.Refused("the channel answered 400"));

    assertThat(lines(held, "NOT_DELIVERED"))
        .containsExactly("to %s by email, in a digest; the channel answered 400".formatted(smith));
    assertThat(incident(held).path("notifiedAt").isNull()).isTrue();
  }

  private void smithIsOnCall() {
    plan("\"otherwise\":\"%s\"".formatted(smith));
    team.isReached("smith");
  }

  private String seenBy(Device device) throws Throwable {
    device.sends(device.opened(SEEN));
    route();
    return device.incidentAt(SEEN).toString();
  }

  private void becomes(Attempt attempt, String incident) throws Throwable {
    note(attempt, false, pendingOf(incident));
  }

  private void digestBecomes(Attempt attempt) throws Throwable {
    note(attempt, true, pendingDigests());
  }

  private void note(Attempt attempt, boolean isDigest, List<String> messages) throws Throwable {
    assertThat(messages).isNotEmpty();
    List<Attempted> attempted =
        messages.stream()
            .map(UUID::fromString)
            .map(id -> new Attempted(id, isDigest, attempt, clock.instant(), Optional.empty()))
            .toList();
    VertxContextSupport.subscribeAndAwait(() -> outcomes.note(attempted));
  }

  private static void attempted(int times, String incident) {
    Rows.of(
        "update notification set attempts = %d where incident_id = cast(? as uuid) returning id"
            .formatted(times),
        incident);
  }

  private static List<String> pendingOf(String incident) {
    return Rows.of(
        "select id from notification where state = 'PENDING' and incident_id = cast(? as uuid)",
        incident);
  }

  private List<String> pendingDigests() {
    return Rows.of(
        "select id from notification where state = 'PENDING' and kind = 'DIGEST' and recipient = ?",
        smith);
  }

  private JsonNode incident(String id) {
    return engineer.incident(id);
  }

  private JsonNode line(String incident, String kind) {
    for (JsonNode line : incident(incident).path("timeline")) {
      if (line.path("kind").asText().equals(kind)) {
        return line;
      }
    }
    throw new AssertionError(incident(incident).path("timeline").toString());
  }

  private static List<String> lines(String incident, String kind) {
    return Rows.of(
        "select text from incident_change where incident_id = cast(? as uuid) and kind = ?",
        incident,
        kind);
  }

  private static List<String> audited(String incident) {
    return Rows.of("select detail from audit_record where subject = ?", incident);
  }
}
