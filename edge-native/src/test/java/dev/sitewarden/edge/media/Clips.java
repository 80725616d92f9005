package dev.sitewarden.edge.media;

import dev.sitewarden.edge.disk.WriteBudget;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.inference.frame.ClipReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The demo's clip as a camera's stream: 250 frames, 10 a second, a key frame each second or so. */
final class Clips {
  static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  static final Path WORKSITE =
      Path.of(System.getProperty("sitewarden.root", ""), "demo/worksite/worksite.mp4");
  static final InstantSource NOW = InstantSource.fixed(START.plusSeconds(25));

  /** What is compared of a packet; its bytes by their hash. */
  record Seen(long ptsUs, boolean keyFrame, int hash) {}

  private Clips() {}

  static RecordingConfig shortSegments() {
    RecordingConfig usual = RecordingConfig.defaults();
    return new RecordingConfig(
        Duration.ofSeconds(5),
        usual.flush(),
        usual.sync(),
        usual.bytes(),
        usual.age(),
        usual.queueBytes(),
        0);
  }

  static ContinuousRecorder recorder(RecordingRing ring) {
    return new ContinuousRecorder(shortSegments(), ring, unlimited(), () -> Long.MAX_VALUE);
  }

  static WriteBudget unlimited() {
    return WriteBudget.open(Path.of("nothing was written"), new WriteMeter(NOW), NOW);
  }

  /** Feeds {@code packets} of a clip to a recorder as a camera's thread would. */
  static List<Seen> feed(ContinuousRecorder recorder, Path clip, int packets) {
    List<Seen> fed = new ArrayList<>();
    try (var source = new ClipReader(clip)) {
      recorder.begin(START);
      recorder.opened(source.stream());
      for (int i = 0; i < packets && source.next(); i++) {
        ByteBuffer data = ByteBuffer.allocateDirect(source.data().length).put(source.data()).flip();
        recorder.packet(data, source.ptsUs(), source.dtsUs(), source.isKeyFrame());
        fed.add(seen(source, 0));
      }
    }
    return fed;
  }

  /** All packets of some segments on the clock of {@link #START}. */
  static List<Seen> packets(List<Segment> segments) {
    List<Seen> seen = new ArrayList<>();
    for (Segment segment : segments) {
      long offset = Duration.between(START, segment.begin()).toNanos() / 1000;
      try (var reader = new ClipReader(segment.file())) {
        while (reader.next()) {
          seen.add(seen(reader, offset));
        }
      }
    }
    return seen;
  }

  private static Seen seen(ClipReader packet, long offsetUs) {
    return new Seen(offsetUs + packet.ptsUs(), packet.isKeyFrame(), Arrays.hashCode(packet.data()));
  }
}
