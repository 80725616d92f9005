package dev.sitewarden.cloud.device;

import static dev.sitewarden.domain.wire.DeviceHealth.Kind.CAMERA_LOST;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.CAMERA_RETURNED;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.DISK_FULL;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.MODEL_ACTIVATED;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.MODEL_ROLLED_BACK;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.STARTED;
import static dev.sitewarden.domain.wire.DeviceHealth.Kind.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sitewarden.cloud.device.Health.State;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which words of a device make it unwell, and for how long. */
final class HealthTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Health.Patience PATIENCE =
      new Health.Patience(Duration.ofMinutes(15), Duration.ofHours(24));

  private static final Vitals.Limits LIMITS = new Vitals.Limits(10, 80, 1000);

  static Stream<Arguments> words() {
    return Stream.of(
        argumentSet("nothing said", List.of(), List.of()),
        argumentSet("started", List.of(said(STARTED, "edge", 60)), List.of()),
        argumentSet(
            "a camera is lost", List.of(said(CAMERA_LOST, "gate", 5)), List.of("CAMERA_LOST")),
        argumentSet(
            "a camera was lost weeks ago",
            List.of(said(CAMERA_LOST, "gate", 40_000)),
            List.of("CAMERA_LOST")),
        argumentSet(
            "it came back",
            List.of(said(CAMERA_LOST, "gate", 5), said(CAMERA_RETURNED, "gate", 4)),
            List.of()),
        argumentSet(
            "another came back",
            List.of(said(CAMERA_LOST, "gate", 5), said(CAMERA_RETURNED, "yard", 4)),
            List.of("CAMERA_LOST")),
        argumentSet(
            "lost again since",
            List.of(said(CAMERA_RETURNED, "gate", 5), said(CAMERA_LOST, "gate", 4)),
            List.of("CAMERA_LOST")),
        argumentSet(
            "started since",
            List.of(said(CAMERA_LOST, "gate", 5), said(STARTED, "edge", 4)),
            List.of()),
        argumentSet(
            "disk full today", List.of(said(DISK_FULL, "evidence", 60)), List.of("DISK_FULL")),
        argumentSet("disk full long ago", List.of(said(DISK_FULL, "evidence", 1500)), List.of()),
        argumentSet(
            "two things at once",
            List.of(said(DISK_FULL, "evidence", 1), said(CAMERA_LOST, "gate", 60)),
            List.of("CAMERA_LOST", "DISK_FULL")),
        argumentSet(
            "a model was taken back",
            List.of(said(MODEL_ROLLED_BACK, "ppe 2", 60)),
            List.of("MODEL_ROLLED_BACK")),
        argumentSet(
            "a model works since",
            List.of(said(MODEL_ROLLED_BACK, "ppe 2", 60), said(MODEL_ACTIVATED, "ppe 3", 30)),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void aDeviceThatIsHeardIsAsItSays(List<Condition> said, List<String> expected) {
    Health health = Health.of(said, List.of(), minutesAgo(1), NOW, PATIENCE);

    assertThat(health.ailments()).extracting(Ailment::kind).isEqualTo(expected);
    assertThat(health.state()).isEqualTo(expected.isEmpty() ? State.WELL : State.UNWELL);
  }

  @Test
  void aDeviceThatIsNotHeardIsSilentSinceItsLastWord() {
    Health health =
        Health.of(List.of(said(STARTED, "edge", 60)), List.of(), minutesAgo(16), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
    assertThat(health.ailments())
        .containsExactly(new Ailment(Ailment.SILENT, "", "", minutesAgo(16)));
  }

  @Test
  void aDeviceThatSaidGoodbyeIsStoppedAndNotSilentToo() {
    List<Condition> said = List.of(said(STARTED, "edge", 60), said(STOPPED, "edge", 30));

    Health health = Health.of(said, List.of(), minutesAgo(30), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
    assertThat(health.ailments()).extracting(Ailment::kind).containsExactly("STOPPED");
  }

  @Test
  void aDeviceThatWasNeverHeardIsSilent() {
    Health health = Health.of(List.of(), List.of(), Optional.empty(), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
  }

  /** Limits are 10 %, 80 degrees and 1000 messages. */
  @ParameterizedTest(name = "{1} % free, {0} degrees, {2} waiting")
  @CsvSource({
    "79.9, 10, 1000, ''",
    "80, 10, 0, HOT=80",
    "60, 9, 0, DISK_LOW=9",
    "60, 50, 1001, BACKLOG=1001",
    "85.6, 0, 5000, DISK_LOW=0 HOT=86 BACKLOG=5000"
  })
  void whatIsMeasuredIsWorthALookFromItsLimitOn(
      double celsius, long percent, long waiting, String expected) {
    List<Ailment> ailments = vitals(celsius, percent, waiting, 1).ailments(LIMITS);

    assertThat(ailments.stream().map(one -> one.kind() + "=" + one.subject()).toList())
        .isEqualTo(Stream.of(expected.split(" ")).filter(one -> !one.isEmpty()).toList());
    assertThat(Health.of(List.of(), ailments, minutesAgo(1), NOW, PATIENCE).ailments())
        .isEqualTo(ailments);
  }

  @Test
  void whatWasMeasuredLongAgoSaysNothing() {
    List<Ailment> ailments = vitals(99, 0, 0, 1500).ailments(LIMITS);

    assertThat(Health.of(List.of(), ailments, minutesAgo(1), NOW, PATIENCE).state())
        .isEqualTo(State.WELL);
  }

  private static Vitals vitals(double celsius, long percent, long waiting, int minutesAgo) {
    return new Vitals(
        NOW.minus(Duration.ofMinutes(minutesAgo)),
        Optional.of(celsius),
        percent,
        100,
        waiting,
        0,
        Optional.empty());
  }

  private static Condition said(Kind kind, String subject, int minutesAgo) {
    return new Condition(kind, subject, "words", NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  private static Optional<Instant> minutesAgo(int minutes) {
    return Optional.of(NOW.minus(Duration.ofMinutes(minutes)));
  }
}
