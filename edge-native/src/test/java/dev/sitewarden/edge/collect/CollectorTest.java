package dev.sitewarden.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.Mode;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.incident.Handover;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final Detection SURE = seen(0.9);
  private static final Detection UNSURE = seen(0.45);
  private static final int SIDE = 64;

  private final Path folder;
  private final List<FrameSampled> samples = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private Instant now = START;

  CollectorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingIsKeptUnlessItIsSwitchedOn() {
    try (Collector collector = collector(Map.of(), Mode.COLLECT)) {
      assertThat(collector.request()).isCompletedExceptionally();
      watch(collector, 300, UNSURE, 0);
    }
    assertThat(samples).isEmpty();
  }

  @Test
  void collectModeKeepsFramesOnSchedule() {
    try (Collector collector = collector(Map.of(Why.SCHEDULE, 100), Mode.COLLECT)) {
      watch(collector, 1500, SURE, 0); // 150 s
    }
    assertThat(samples)
        .extracting(FrameSampled::capturedAt)
        .containsExactly(START, START.plusSeconds(60), START.plusSeconds(120));
  }

  @Test
  void doubtIsKeptWhileDetectingAndNeighboursAreNot() throws Exception {
    try (Collector collector =
        collector(Map.of(Why.UNCERTAINTY, 100, Why.SCHEDULE, 100), Mode.DETECT)) {
      watch(collector, 100, UNSURE, 0);
    }
    assertThat(samples).hasSize(2).extracting(FrameSampled::why).containsOnly(Why.UNCERTAINTY);
    FrameSampled first = samples.getFirst();
    assertThat(first.detections()).containsExactly(UNSURE);
    assertThat(first.path())
        .isEqualTo("pi-1/gate/samples/2026/01/01/20260101T080000000Z-uncertainty.jpg");
    assertThat(Files.readAllBytes(files.getFirst())).startsWith(0xff, 0xd8);
  }

  @Test
  void motionIsKeptAndStillnessIsNot() {
    try (Collector collector = collector(Map.of(Why.MOTION, 100), Mode.COLLECT)) {
      watch(collector, 100, SURE, 0);
      watch(collector, 100, SURE, 120);
    }
    assertThat(samples)
        .extracting(FrameSampled::capturedAt)
        .containsExactly(START, START.plusSeconds(10));
  }

  @Test
  void requestedFramesAreTheNextOnes() {
    try (Collector collector = collector(Map.of(Why.REQUEST, 100), Mode.DETECT)) {
      var first = collector.request();
      var second = collector.request();
      watch(collector, 10, SURE, 0);
      assertThat(first).isCompletedWithValueMatching(sample -> sample.capturedAt().equals(START));
      assertThat(second).isCompletedWithValue(samples.getLast());
    }
    assertThat(samples)
        .extracting(FrameSampled::capturedAt)
        .containsExactly(START, START.plusMillis(100));
  }

  @Test
  void modeIsSwitchedWhileItRuns() {
    try (Collector collector = collector(Map.of(Why.SCHEDULE, 100), Mode.DETECT)) {
      watch(collector, 50, SURE, 0);
      collector.mode(Mode.COLLECT);
      watch(collector, 50, SURE, 0);
    }
    assertThat(samples).singleElement().returns(START.plusSeconds(5), FrameSampled::capturedAt);
  }

  @Test
  void whoeverAsksForMoreThanTheQuotaIsToldSo() {
    try (Collector collector = collector(Map.of(Why.REQUEST, 1), Mode.DETECT)) {
      var kept = collector.request();
      var refused = collector.request();
      watch(collector, 2, SURE, 0);
      assertThat(kept).isCompleted();
      assertThat(refused.exceptionNow()).hasMessage("the frames of this hour are used up");
      assertThat(collector.refused()).isEqualTo(1);
    }
  }

  @Test
  void aDisagreementIsKeptWithWhatBothModelsSaw() {
    var champion = new ModelVersion("ppe", "1", new Digest("1".repeat(64)));
    var challenger =
        new FrameSampled.Opinion(
            new ModelVersion("ppe", "2", new Digest("2".repeat(64))), List.of(UNSURE));
    try (Collector collector = collector(Map.of(Why.DISAGREEMENT, 100), Mode.DETECT)) {
      for (int i = 0; i < 2; i++) {
        try (Frame frame = frame(0)) {
          collector.disagree(frame, champion, List.of(SURE), challenger);
          collector.awaitIdle();
        }
      }
    }
    assertThat(samples)
        .singleElement()
        .returns(Why.DISAGREEMENT, FrameSampled::why)
        .returns(champion, FrameSampled::model)
        .returns(List.of(SURE), FrameSampled::detections)
        .returns(Optional.of(challenger), FrameSampled::challenger);
  }

  @Test
  void hourlyQuotaEndsItAndTheNextHourBeginsAnew() {
    try (Collector collector = collector(Map.of(Why.UNCERTAINTY, 2), Mode.DETECT)) {
      watch(collector, 200, UNSURE, 0);
      assertThat(samples).hasSizeLessThanOrEqualTo(2);
      now = START.plus(Duration.ofHours(1));
      watch(collector, 60, UNSURE, 0);
    }
    assertThat(samples).hasSize(4);
  }

  @Test
  void quotaSurvivesARestart() {
    try (Collector collector = collector(Map.of(Why.UNCERTAINTY, 1), Mode.DETECT)) {
      watch(collector, 10, UNSURE, 0);
    }
    try (Collector collector = collector(Map.of(Why.UNCERTAINTY, 1), Mode.DETECT)) {
      watch(collector, 100, UNSURE, 0);
    }
    assertThat(samples).hasSize(1);
  }

  private Collector collector(Map<Why, Integer> perHour, Mode mode) {
    return new Collector(
        CollectConfig.off().withPerHour(perHour),
        mode,
        folder,
        new EventSource(new DeviceId("pi-1"), new CameraId("gate")),
        () -> new ModelVersion("ppe", "1", new Digest("0".repeat(64))),
        detection -> 0.5,
        (file, stored) -> {
          files.add(file);
          samples.add((FrameSampled) stored.data());
          return new Handover.Kept();
        },
        () -> now);
  }

  /** Ten frames a second of one brightness; waits for the files, as a slow source would. */
  private void watch(Collector collector, int frames, Detection detection, int brightness) {
    for (int i = 0; i < frames; i++) {
      try (Frame frame = frame(brightness)) {
        collector.see(frame, List.of(detection));
      }
      now = now.plusMillis(100);
      collector.awaitIdle();
    }
  }

  private Frame frame(int brightness) {
    ByteBuffer picture = ByteBuffer.allocateDirect(SIDE * SIDE * 3 / 2);
    for (int i = 0; i < SIDE * SIDE; i++) {
      picture.put(i, (byte) brightness);
    }
    return new Frame(
        new CameraId("gate"),
        0,
        now,
        new Letterbox(SIDE, SIDE, SIDE, SIDE),
        picture,
        ByteBuffer.allocateDirect(0),
        () -> {});
  }

  private static Detection seen(double score) {
    return new Detection(new Label("head"), score, new BoundingBox(0.1, 0.1, 0.2, 0.2));
  }
}
