package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while an incident is open; the next one makes its evidence. */
class EvidenceRecoveryTest {
  private static final InputSize INPUT = new InputSize(64, 64);
  private static final int FIRED = 100;
  private static final Map<Integer, List<Detection>> TRUTH =
      Worksite.truth(Set.of("head", "helmet"));

  private final Path folder;

  EvidenceRecoveryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void incidentOpenAtAKillGetsItsEvidenceFromWhatWasRecorded() throws Exception {
    RecordingRing recorded = killedAfter(130);

    Path evidence = recover(recorded);

    assertThat(evidence.toFile().list())
        .containsExactlyInAnyOrder("thumbnail.jpg", "snapshot.jpg", "detections.json", "clip.mp4");
    List<Instant> times = times(evidence.resolve("clip.mp4"));
    assertThat(times).hasSize(60); // from 3 s before to the last packet that was flushed
    assertThat(Files.readString(evidence.resolve("detections.json")))
        .contains("\"captured_at\":\"2026-01-01T08:00:07Z\"")
        .doesNotContain("2026-01-01T08:00:06.9");
  }

  @Test
  void clipAcrossSegmentsHasEveryPictureOnce() throws Exception {
    List<Instant> times = times(recover(killedAfter(250)).resolve("clip.mp4"));

    assertThat(times).hasSize(81).doesNotHaveDuplicates().isSorted();
    assertThat(Duration.between(times.getFirst(), times.getLast())).hasSeconds(8);
  }

  @Test
  void nothingRecordedIsNoEvidence() throws Exception {
    RecordingRing empty =
        RecordingRing.open(folder.resolve("empty"), Clips.shortSegments(), Holds.NONE, Clips.NOW);

    assertThat(recover(empty)).doesNotExist();
  }

  private RecordingRing killedAfter(int packets) throws Exception {
    Path alive = folder.resolve("alive");
    Path killed = Files.createDirectory(folder.resolve("killed"));
    RecordingRing ring = RecordingRing.open(alive, Clips.shortSegments(), Holds.NONE, Clips.NOW);
    try (var recorder = Clips.recorder(ring)) {
      Clips.feed(recorder, Clips.WORKSITE, packets);
      assertThat(recorder.flush(Duration.ofSeconds(30))).isTrue();
      try (Stream<Path> files = Files.list(alive)) {
        for (Path file : files.toList()) {
          Files.copy(file, killed.resolve(file.getFileName()));
        }
      }
    }
    return RecordingRing.open(killed, Clips.shortSegments(), Holds.NONE, Clips.NOW);
  }

  private Path recover(RecordingRing recorded) throws Exception {
    Path state = folder.resolve("evidence");
    Journal journal = Journal.open(folder.resolve("journal"), new WriteMeter(Clips.NOW));
    Detection head =
        TRUTH.getOrDefault(FIRED, List.of()).stream()
            .filter(detection -> detection.label().value().equals("head"))
            .findFirst()
            .orElseThrow();
    IncidentRecord incident = Worksite.incident(Worksite.at(FIRED), head);
    try (var workshop =
        new Workshop(
            state,
            Worksite.SOURCE,
            journal,
            (file, stored) -> new Handover.Kept(),
            new WriteMeter(Clips.NOW))) {
      new EvidenceRecovery(
              MediaConfig.defaults(),
              recorded,
              workshop,
              Worksite.GATE,
              INPUT,
              frame -> TRUTH.getOrDefault(Worksite.frame(frame.capturedAt()), List.of()),
              detection -> true)
          .recover(incident);
      workshop.finish();
      assertThat(workshop.lost()).isZero();
    }
    return state.resolve(incident.id().toString());
  }

  private static List<Instant> times(Path clip) {
    List<Instant> times = new ArrayList<>();
    try (var video = VideoFile.open(clip.toString(), Worksite.GATE, INPUT, Clips.START)) {
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          times.add(frame.capturedAt());
        }
      }
    }
    return times;
  }
}
