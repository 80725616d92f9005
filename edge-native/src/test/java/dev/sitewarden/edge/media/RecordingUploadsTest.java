package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import dev.sitewarden.edge.incident.Handover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingUploadsTest {
  private final Path folder;
  private final List<CloudEvent> sent = new ArrayList<>();
  private final RecordingRing ring;

  RecordingUploadsTest(@TempDir Path folder) {
    this.folder = folder;
    this.ring =
        RecordingRing.open(folder.resolve("gate"), Clips.shortSegments(), Holds.NONE, Clips.NOW);
    try (var recorder = Clips.recorder(ring)) {
      Clips.feed(recorder, Clips.WORKSITE, 250);
    }
  }

  @Test
  void segmentsOfATimeAreAnnouncedAsTheyLie() throws Exception {
    Segment first = ring.segments().getFirst();

    int taken = uploads(1 << 30).upload(Clips.START, Clips.START.plusSeconds(1));

    assertThat(taken).isEqualTo(1);
    RecordingStored stored = (RecordingStored) sent.getFirst().data();
    assertThat(stored.digest()).isEqualTo(Digest.of(Files.readAllBytes(first.file())));
    assertThat(stored.path()).startsWith("pi-1/gate/recordings/2026/01/01/").endsWith(".mp4");
    assertThat(stored.from()).isEqualTo(first.begin());
    assertThat(stored.to()).isEqualTo(first.end());
  }

  @Test
  void askingAgainSendsTheSameMessage() {
    uploads(1 << 30).upload(Clips.START, Clips.START.plusSeconds(1));
    uploads(1 << 30).upload(Clips.START, Clips.START.plusSeconds(1));

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst()).isEqualTo(sent.getLast());
  }

  @Test
  void quotaEndsItForTheDay() {
    long first = ring.segments().getFirst().bytes();

    int taken = uploads(first).upload(Clips.START, Clips.START.plusSeconds(60));

    assertThat(taken).isEqualTo(1);
  }

  @Test
  void segmentThatTheRingDropsMeanwhileIsStillThereToBeStored() {
    uploads(1 << 30).upload(Clips.START, Clips.START.plusSeconds(1));
    Segment first = ring.segments().getFirst();

    ring.dropOldest();

    assertThat(first.file()).doesNotExist();
    assertThat(folder.resolve("waiting").resolve(first.file().getFileName())).exists();
  }

  private RecordingUploads uploads(long bytesPerDay) {
    Quota quota =
        new Quota(
            folder.resolve("quota.json"),
            Duration.ofDays(1),
            Map.of("recording", bytesPerDay),
            Clips.NOW);
    return new RecordingUploads(
        folder.resolve("waiting"),
        Worksite.SOURCE,
        ring,
        quota,
        (file, stored) -> {
          sent.add(stored);
          return new Handover.Kept();
        });
  }
}
