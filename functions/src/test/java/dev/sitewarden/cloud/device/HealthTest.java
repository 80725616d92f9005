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
import org.junit.jupiter.params.provider.MethodSource;

/** Which words of a device make it unwell, and for how long. */
final class HealthTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Health.Patience PATIENCE =
      new Health.Patience(Duration.ofMinutes(15), Duration.ofHours(24));

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
    Health health = Health.of(said, minutesAgo(1), NOW, PATIENCE);

    assertThat(health.ailments()).extracting(Ailment::kind).isEqualTo(expected);
    assertThat(health.state()).isEqualTo(expected.isEmpty() ? State.WELL : State.UNWELL);
  }

  @Test
  void aDeviceThatIsNotHeardIsSilentSinceItsLastWord() {
    Health health = Health.of(List.of(said(STARTED, "edge", 60)), minutesAgo(16), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
    assertThat(health.ailments())
        .containsExactly(new Ailment(Ailment.SILENT, "", "", minutesAgo(16)));
  }

  @Test
  void aDeviceThatSaidGoodbyeIsStoppedAndNotSilentToo() {
    List<Condition> said = List.of(said(STARTED, "edge", 60), said(STOPPED, "edge", 30));

    Health health = Health.of(said, minutesAgo(30), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
    assertThat(health.ailments()).extracting(Ailment::kind).containsExactly("STOPPED");
  }

  @Test
  void aDeviceThatWasNeverHeardIsSilent() {
    Health health = Health.of(List.of(), Optional.empty(), NOW, PATIENCE);

    assertThat(health.state()).isEqualTo(State.SILENT);
  }

  private static Condition said(Kind kind, String subject, int minutesAgo) {
    return new Condition(kind, subject, "words", NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  private static Optional<Instant> minutesAgo(int minutes) {
    return Optional.of(NOW.minus(Duration.ofMinutes(minutes)));
  }
}
