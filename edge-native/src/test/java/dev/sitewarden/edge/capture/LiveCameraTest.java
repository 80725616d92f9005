package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.PacketTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LiveCameraTest {
  private static final CameraId GATE = new CameraId("gate");
  private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

  private final Watcher watcher = new Watcher();
  private final PacketRing ring = new PacketRing(100);
  private final List<Instant> epochs = new ArrayList<>();
  private Instant now = NOW;
  private int opened;
  private int closed;

  private LiveCamera camera() {
    var backoff = new Backoff(Duration.ZERO, Duration.ZERO, RandomGenerator.of("L64X128MixRandom"));
    return new LiveCamera(GATE, this::open, ring, backoff, watcher, () -> now);
  }

  @Test
  void aCameraThatStopsAndFailsToOpenComesBackAndIsLostOnce() {
    try (LiveCamera camera = camera()) {
      for (int i = 0; i < 6; i++) {
        camera.next().orElseThrow().close();
      }
    }

    assertThat(opened).isEqualTo(4);
    assertThat(closed).isEqualTo(3);
    assertThat(watcher.events)
        .containsExactly("gate lost", "gate returned", "gate lost", "gate returned");
    assertThat(watcher.sentences).containsExactly("camera stopped", "camera gate ended its stream");
  }

  @Test
  void aCameraThatFailsByAMistakeOfOursIsLostAndComesBack() {
    var backoff = new Backoff(Duration.ZERO, Duration.ZERO, RandomGenerator.of("L64X128MixRandom"));
    LiveCamera.Opener mistaken =
        (epoch, tap) -> {
          if (++opened == 1) {
            throw new IllegalStateException("av_frame_ref failed");
          }
          return new TwoFrames(epoch.ofFirstPacket(Duration.ZERO), false);
        };
    try (LiveCamera camera = new LiveCamera(GATE, mistaken, ring, backoff, watcher, () -> now)) {
      camera.next().orElseThrow().close();
    }

    assertThat(watcher.events).containsExactly("gate lost", "gate returned");
    assertThat(watcher.sentences)
        .containsExactly("camera gate could not be read: av_frame_ref failed");
  }

  @Test
  void anInterruptedReaderEnds() {
    try (LiveCamera camera = camera()) {
      Thread.currentThread().interrupt();

      assertThat(camera.next()).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aClockThatIsSetForwardBeginsTheStreamAnew() {
    try (LiveCamera camera = camera()) {
      camera.next().orElseThrow().close();
      now = now.plus(Duration.ofDays(30));
      camera.next().orElseThrow().close();
    }

    assertThat(watcher.events).startsWith("gate jumped 2592000 s");
    assertThat(watcher.sentences.getFirst()).contains("set forward by 2592000 s; camera gate");
    assertThat(epochs).last().isEqualTo(now);
  }

  @Test
  void aClockThatIsSetBackTakesNoFrameBack() {
    try (LiveCamera camera = camera()) {
      for (int i = 0; i < 6; i++) {
        camera.next().orElseThrow().close();
        now = NOW.minus(Duration.ofHours(1));
      }
    }

    assertThat(watcher.events).startsWith("gate jumped -3600 s");
    assertThat(epochs).isSorted().first().isEqualTo(NOW);
  }

  private FrameSource open(Epoch epoch, PacketTap tap) {
    if (++opened == 2) {
      throw new UncheckedIOException("no route to camera", new IOException());
    }
    Instant begin = epoch.ofFirstPacket(Duration.ZERO);
    epochs.add(begin);
    return new TwoFrames(begin, opened == 1);
  }

  /** Shows two frames, then breaks or ends. */
  private final class TwoFrames implements FrameSource {
    private final Instant begin;
    private final boolean breaks;
    private int shown;

    TwoFrames(Instant begin, boolean breaks) {
      this.begin = begin;
      this.breaks = breaks;
    }

    @Override
    public Optional<Frame> next() {
      if (shown == 2) {
        if (breaks) {
          throw new UncheckedIOException("camera stopped", new IOException());
        }
        return Optional.empty();
      }
      Instant at = begin.plusMillis(100L * shown);
      return Optional.of(Frames.at(GATE, shown++, at, () -> {}));
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
