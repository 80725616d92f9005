package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.CameraId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  private static final Instant NOW = Clips.START;
  private static final Duration DAY = Duration.ofDays(1);
  private static final CameraId GATE = new CameraId("gate");

  private final Path folder;
  private final Path evidence;
  private final LegalHolds holds;

  RetentionTest(@TempDir Path folder) {
    this.folder = folder;
    this.evidence = folder.resolve("evidence");
    this.holds = LegalHolds.open(folder.resolve("holds.json"));
  }

  @Test
  void clipsGoFirstAndTheOldestOfThem() throws Exception {
    incident("one", Duration.ofHours(3));
    incident("two", Duration.ofHours(2));
    incident("three", Duration.ofHours(1));
    Shelf shelf = shelf(450, DAY);

    shelf.trim();

    assertThat(evidence.resolve("one/clip.mp4")).doesNotExist();
    assertThat(evidence.resolve("two/clip.mp4")).doesNotExist();
    assertThat(evidence.resolve("three/clip.mp4")).exists();
    assertThat(evidence.resolve("one/snapshot.jpg")).exists();
    assertThat(shelf.bytes()).isEqualTo(400);
    assertThat(shelf.dropped()).isEqualTo(2);
    assertThat(shelf.droppedBytes()).isEqualTo(200);
  }

  @Test
  void snapshotsGoWhenThereIsNoClipLeft() throws Exception {
    incident("one", Duration.ofHours(3));
    incident("two", Duration.ofHours(2));
    Shelf shelf = shelf(100, DAY);

    shelf.trim();

    assertThat(evidence.resolve("one")).doesNotExist();
    assertThat(evidence.resolve("two")).isDirectoryContaining("glob:**/snapshot.jpg");
  }

  @Test
  void whatIsTooOldGoesWithItsFolder() throws Exception {
    incident("old", Duration.ofHours(30));
    incident("new", Duration.ofHours(1));

    shelf(9999, DAY).trim();

    assertThat(evidence.toFile().list()).containsExactly("new");
  }

  @Test
  void heldIncidentStaysAndSurvivesARestart() throws Exception {
    incident("held", Duration.ofHours(30));
    incident("other", Duration.ofHours(30));
    holds.hold(new Hold("held", GATE, NOW, NOW, "accident at the gate"));
    LegalHolds restarted = LegalHolds.open(folder.resolve("holds.json"));

    Shelf.ofEvidence(evidence, new Shelf.Limits(1, DAY), () -> NOW, restarted, GATE).trim();

    assertThat(evidence.toFile().list()).containsExactly("held");
    assertThat(restarted.release("held")).isTrue();
    assertThat(LegalHolds.open(folder.resolve("holds.json")).all()).isEmpty();
  }

  @Test
  void heldTimeIsHeldWhereItTouches() {
    holds.hold(Hold.of(GATE, NOW, NOW.plusSeconds(60), "accident"));

    Holds gate = holds.of(GATE);
    assertThat(gate.isHeld(NOW.plusSeconds(60), NOW.plusSeconds(120))).isTrue();
    assertThat(gate.isHeld(NOW.plusSeconds(61), NOW.plusSeconds(120))).isFalse();
    assertThat(holds.of(new CameraId("yard")).isHeld(NOW, NOW)).isFalse();
  }

  @Test
  void sameTimeHeldTwiceIsOneHold() {
    holds.hold(Hold.of(GATE, NOW, NOW.plusSeconds(60), "accident"));
    holds.hold(Hold.of(GATE, NOW, NOW.plusSeconds(60), "accident, as the police says"));

    assertThat(holds.all())
        .singleElement()
        .extracting(Hold::reason)
        .isEqualTo("accident, as the police says");
  }

  @Test
  void whatAnotherProcessHoldsIsHeldHere() throws Exception {
    incident("late", Duration.ofHours(30));
    Shelf shelf = shelf(9999, DAY);
    LegalHolds command = LegalHolds.open(folder.resolve("holds.json"));
    Instant made = NOW.minus(Duration.ofHours(30));

    command.hold(Hold.of(GATE, made.minusSeconds(30), made.minusSeconds(20), "accident"));
    shelf.trim();
    assertThat(evidence.toFile().list()).containsExactly("late");

    command.release(command.all().getFirst().name());
    shelf.trim();
    assertThat(evidence.resolve("late")).doesNotExist();
  }

  @Test
  void clipsAndPicturesHaveAgesOfTheirOwn() throws Exception {
    incident("one", Duration.ofHours(30));
    var limits = new Shelf.Limits(9999, List.of(DAY, DAY.multipliedBy(2)));

    Shelf.ofEvidence(evidence, limits, () -> NOW, holds, GATE).trim();

    assertThat(evidence.resolve("one").toFile().list()).containsExactly("snapshot.jpg");
  }

  @Test
  void holdsThatBreakWhileRunningStayAsTheyWere() throws Exception {
    holds.hold(Hold.of(GATE, NOW, NOW, "accident"));
    byte[] whole = Files.readAllBytes(folder.resolve("holds.json"));

    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(folder.resolve("holds.json"), Arrays.copyOf(whole, length));
      assertThat(holds.of(GATE).isHeld(NOW, NOW)).as("cut to %d bytes", length).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"holds\": [{\"name\": \"x\"",
        "{\"holds\": [{\"name\": \"x\"}]}"
      })
  void holdsThatCannotBeReadStopTheStart(String text) throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.json"), text);

    assertThatThrownBy(() -> LegalHolds.open(broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("broken.json")
        .hasMessageContaining("repair");
  }

  @Test
  void fileThatIsBeingWrittenIsLeftAloneAndAForgottenOneGoes() throws Exception {
    write(evidence.resolve("one/clip.mp4.part"), Duration.ofMinutes(1));
    write(evidence.resolve("two/clip.mp4.part"), Duration.ofHours(1));

    shelf(1, DAY).trim();

    assertThat(evidence.toFile().list()).containsExactly("one");
  }

  @Test
  void quotaSurvivesARestartAndBeginsAnewWithTheDay() {
    var now = new AtomicReference<>(NOW);
    Path file = folder.resolve("quota.json");
    Map<String, Long> limits = Map.of("recording", 100L);
    assertThat(new Quota(file, DAY, limits, now::get).take("recording", 80)).isTrue();

    Quota restarted = new Quota(file, DAY, limits, now::get);

    assertThat(restarted.take("recording", 30)).isFalse();
    assertThat(restarted.take("recording", 20)).isTrue();
    assertThat(restarted.take("evidence", 1_000_000)).isTrue();
    now.set(NOW.plus(DAY));
    assertThat(restarted.take("recording", 30)).isTrue();
    assertThat(restarted.refused()).isEqualTo(1);
  }

  @Test
  void brokenQuotaFileCountsAsNothingUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("quota.json"), "{\"window\":");

    assertThat(new Quota(file, DAY, Map.of("a", 1L), () -> NOW).take("a", 1)).isTrue();
  }

  private Shelf shelf(long bytes, Duration age) {
    return Shelf.ofEvidence(evidence, new Shelf.Limits(bytes, age), () -> NOW, holds, GATE);
  }

  private void incident(String id, Duration age) throws IOException {
    write(evidence.resolve(id).resolve("clip.mp4"), age);
    write(evidence.resolve(id).resolve("snapshot.jpg"), age);
  }

  private static void write(Path file, Duration age) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[100]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
