package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CaptureTest {
  private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @Test
  void recordingIsHandedOverFrameByFrame() {
    Recording recording = new Recording(50);
    try (Capture capture = new Capture(recording, Pace.asFastAsPossible(CLOCK))) {
      assertThat(takeAll(capture)).hasSize(50).first().isEqualTo(0L);
      assertThat(capture.dropped()).isZero();
    }
    assertThat(recording.open.get()).isZero();
  }

  @Test
  void slowTakerOfLivePicturesGetsTheNewestAndDropsAreCounted() throws InterruptedException {
    Recording recording = new Recording(50);
    try (Capture capture = new Capture(recording, Pace.ofCamera(CLOCK))) {
      recording.lastRead.await();

      List<Long> taken = takeAll(capture);

      assertThat(taken).last().isEqualTo(49L);
      assertThat(capture.dropped()).isEqualTo(50 - taken.size());
    }
    assertThat(recording.open.get()).isZero();
  }

  @Test
  void whatWasDueBeforeTheStartIsCaughtUpWithoutDrops() {
    Recording recording = new Recording(50);
    Pace pace = Pace.ofRecording(CLOCK, NOW, NOW.minusSeconds(100));
    try (Capture capture = new Capture(recording, pace)) {
      assertThat(takeAll(capture)).hasSize(50);
      assertThat(capture.dropped()).isZero();
    }
  }

  @Test
  void stoppingEndsItForTheTaker() {
    Recording recording = new Recording(50);
    try (Capture capture = new Capture(recording, Pace.asFastAsPossible(CLOCK))) {
      capture.next().orElseThrow().close();

      capture.stop();

      assertThat(capture.next()).isEmpty();
    }
    assertThat(recording.open.get()).isZero();
  }

  @Test
  void failureReachesTheTakerAfterTheFramesBeforeIt() {
    Recording recording = new Recording(3);
    recording.broken = true;
    try (Capture capture = new Capture(recording, Pace.asFastAsPossible(CLOCK))) {
      for (int i = 0; i < 3; i++) {
        capture.next().orElseThrow().close();
      }

      assertThatThrownBy(capture::next).hasMessage("cut off");
    }
  }

  private static List<Long> takeAll(Capture capture) {
    List<Long> taken = new ArrayList<>();
    for (var next = capture.next(); next.isPresent(); next = capture.next()) {
      try (Frame frame = next.get()) {
        taken.add(frame.sequence());
      }
    }
    return taken;
  }

  /** Frames one second apart that know how many of them are open. */
  private static final class Recording implements FrameSource {
    private final int frames;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch lastRead = new CountDownLatch(1);
    private int next;
    private boolean broken;

    Recording(int frames) {
      this.frames = frames;
    }

    @Override
    public Optional<Frame> next() {
      if (next == frames) {
        lastRead.countDown();
        if (broken) {
          throw new UncheckedIOException("cut off", new IOException());
        }
        return Optional.empty();
      }
      open.incrementAndGet();
      return Optional.of(
          new Frame(
              new CameraId("gate"),
              next,
              NOW.plusSeconds(next++),
              new Letterbox(4, 4, 4, 4),
              ByteBuffer.allocateDirect(24),
              ByteBuffer.allocateDirect(48),
              open::decrementAndGet));
    }

    @Override
    public void close() {}
  }
}
