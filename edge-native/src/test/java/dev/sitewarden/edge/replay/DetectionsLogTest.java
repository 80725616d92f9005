package dev.sitewarden.edge.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.fleet.CaptureSettings.Detections;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.DetectionsCodec;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionsLogTest {
  private static final Instant START = Instant.parse("2026-11-20T09:30:00.123456789Z");
  private static final Detections LIMITS = new Detections(16 << 20, Duration.ofDays(8));
  private static final EventSource GATE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));
  private static final Label HEAD = new Label("head");

  private final Path folder;

  DetectionsLogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatWasLoggedIsReadAgainToTheLastDigit() {
    List<Look> looks = looks(START, 100, Duration.ofMillis(100));

    log(LIMITS, looks);

    assertThat(read().looks).isEqualTo(looks);
    assertThat(read().openings).containsExactly(new Opening(GATE, START, Map.of(HEAD, 0.3)));
  }

  @Test
  void filesOfAnHourGoOnWithTheSameWatching() throws IOException {
    List<Look> looks = looks(START, 150, Duration.ofMinutes(1));

    log(LIMITS, looks);

    assertThat(files()).hasSize(3);
    assertThat(files().getFirst()).isEqualTo("20261120T093000.123Z.jsonl.gz");
    assertThat(read().looks).isEqualTo(looks);
    assertThat(read().openings).hasSize(3).extracting(Opening::since).containsOnly(START);
  }

  @Test
  void anotherModelsThresholdsBeginAFileOfTheSameWatching() throws IOException {
    List<Look> looks = looks(START, 4, Duration.ofSeconds(1));
    try (var log = new DetectionsLog(folder, LIMITS, GATE, Map.of(HEAD, 0.3))) {
      looks.subList(0, 2).forEach(look -> log.add(look.at(), look.detections()));
      log.follow(Map.of(HEAD, 0.3));
      log.follow(Map.of(HEAD, 0.4));
      looks.subList(2, 4).forEach(look -> log.add(look.at(), look.detections()));
    }

    assertThat(read().looks).isEqualTo(looks);
    assertThat(read().openings)
        .containsExactly(
            new Opening(GATE, START, Map.of(HEAD, 0.3)),
            new Opening(GATE, START, Map.of(HEAD, 0.4)));
    assertThat(files()).hasSize(2);
  }

  @Test
  void aClockThatWasSetBackBeginsAFile() throws IOException {
    List<Look> looks = new ArrayList<>(looks(START, 3, Duration.ofSeconds(1)));
    looks.addAll(looks(START.minusSeconds(7200), 3, Duration.ofSeconds(1)));

    log(LIMITS, looks);

    assertThat(files()).hasSize(2);
    assertThat(read().looks).hasSize(6);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() throws IOException {
    long bytes = 64 << 10;

    log(new Detections(bytes, Duration.ofDays(8)), looks(START, 4000, Duration.ofSeconds(10)));

    long kept = 0;
    for (String file : files()) {
      kept += Files.size(folder.resolve(file));
    }
    assertThat(kept).isBetween(bytes / 2, bytes + bytes / 8);
    assertThat(read().looks.getLast().at()).isEqualTo(START.plusSeconds(39_990));
    assertThat(read().looks.getFirst().at()).isAfter(START);
  }

  @Test
  void theOldestGoWhenTheyAreTooOld() throws IOException {
    log(new Detections(16 << 20, Duration.ofHours(2)), looks(START, 60, Duration.ofMinutes(10)));

    assertThat(read().looks.getFirst().at())
        .isBetween(START.plus(Duration.ofHours(6)), START.plus(Duration.ofHours(8)));
  }

  @Test
  void aDiskThatDoesNotObeyCostsLinesOnly() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));

    try (var log = new DetectionsLog(inTheWay, LIMITS, GATE, Map.of(HEAD, 0.3))) {
      looks(START, 30, Duration.ofSeconds(1))
          .forEach(look -> log.add(look.at(), look.detections()));
      Files.delete(inTheWay);
      looks(START.plus(Duration.ofHours(2)), 30, Duration.ofSeconds(1))
          .forEach(look -> log.add(look.at(), look.detections()));
    }

    var read = new Recorded();
    new DetectionsReader(read).read(inTheWay);
    assertThat(read.looks).hasSize(30);
  }

  @Test
  void aLineThatIsNoneIsNamedWithItsNumber() throws IOException {
    Path wrong = folder.resolve("wrong.jsonl.gz");
    try (OutputStream lines = new GZIPOutputStream(Files.newOutputStream(wrong))) {
      lines.write(DetectionsCodec.write(new Opening(GATE, START, Map.of())));
      lines.write("\n{\"captured_at\":\"noon\"}\n".getBytes(UTF_8));
    }
    Path headless = folder.resolve("headless.jsonl.gz");
    try (OutputStream lines = new GZIPOutputStream(Files.newOutputStream(headless))) {
      lines.write(DetectionsCodec.write(new Look(START, List.of())));
      lines.write('\n');
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectionsReader(new Recorded()).read(wrong))
        .withMessageStartingWith("detections %s, line 2: captured_at: must be an instant", wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectionsReader(new Recorded()).read(headless))
        .withMessageContaining("line 1: the first line must have source, since, thresholds");
  }

  private void log(Detections limits, List<Look> looks) {
    try (var log = new DetectionsLog(folder, limits, GATE, Map.of(HEAD, 0.3))) {
      looks.forEach(look -> log.add(look.at(), look.detections()));
    }
  }

  private static List<Look> looks(Instant from, int count, Duration apart) {
    var random = new SplittableRandom(7);
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double left = random.nextDouble() / 2;
      var box = new BoundingBox(left, left, left + 0.1, left + 1.0 / 3);
      looks.add(
          new Look(
              from.plus(apart.multipliedBy(i)),
              List.of(new Detection(HEAD, random.nextDouble(), box))));
    }
    return looks;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Recorded read() {
    var read = new Recorded();
    new DetectionsReader(read).read(folder);
    return read;
  }

  private static final class Recorded implements DetectionsReader.Taker {
    private final List<Opening> openings = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    @Override
    public void begin(Opening opening) {
      openings.add(opening);
    }

    @Override
    public void begin(Path file, DetectionsCodec.Evidence evidence) {}

    @Override
    public void take(Look look) {
      looks.add(look);
    }

    @Override
    public void warn(String what) {
      throw new AssertionError(what);
    }
  }
}
