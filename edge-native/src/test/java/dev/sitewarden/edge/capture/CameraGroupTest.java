package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.capture.CameraGroup.Feed;
import dev.sitewarden.inference.frame.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CameraGroupTest {
  private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final CameraId GATE = new CameraId("gate");
  private static final CameraId YARD = new CameraId("yard");

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger sources = new AtomicInteger();

  @Test
  void recordingsAreHandedOverWholeAndInTurn() {
    Clip gate = new Clip(GATE, 50);
    Clip yard = new Clip(YARD, 50);
    try (var group = new CameraGroup(List.of(recorded(gate), recorded(yard)))) {
      List<String> taken = takeAll(group);

      assertThat(taken).hasSize(100);
      assertThat(taken.stream().filter(name -> name.startsWith("gate")))
          .containsExactlyElementsOf(names(GATE, 50));
      assertThat(group.dropped()).isZero();
    }
    assertThat(open.get()).isZero();
    assertThat(sources.get()).isZero();
  }

  @Test
  void aFastCameraDropsItsOwnFramesAndKeepsNobodyWaiting() throws InterruptedException {
    Clip gate = new Clip(GATE, 1000);
    Clip yard = new Clip(YARD, 1);
    try (var group = new CameraGroup(List.of(live(gate), live(yard)))) {
      gate.lastRead.await();
      yard.lastRead.await();

      List<String> firstTwo = List.of(take(group), take(group));

      assertThat(firstTwo).containsExactlyInAnyOrder("gate 999", "yard 0");
      assertThat(group.dropped(GATE)).isEqualTo(999);
      assertThat(group.dropped(YARD)).isZero();
      assertThat(group.dropped()).isEqualTo(999);
    }
    assertThat(open.get()).isZero();
  }

  @Test
  void aCameraThatStallsHoldsUpNobody() {
    Clip stalled = new Clip(GATE, 5);
    stalled.stallAt = 2;
    try (var group = new CameraGroup(List.of(live(stalled), recorded(new Clip(YARD, 50))))) {
      long yard = 0;
      while (yard < 50) {
        yard += take(group).startsWith("yard") ? 1 : 0;
      }
      group.stop();

      assertThat(group.next()).isEmpty();
    }
    assertThat(open.get()).isZero();
    assertThat(sources.get()).isZero();
  }

  @Test
  void whatWasDueBeforeTheStartIsCaughtUpWithoutDrops() {
    Pace pace = Pace.ofRecording(CLOCK, NOW, NOW.minusSeconds(100));
    try (var group = new CameraGroup(List.of(new Feed(GATE, new Clip(GATE, 50), pace)))) {
      assertThat(takeAll(group)).hasSize(50);
      assertThat(group.dropped()).isZero();
    }
  }

  @Test
  void theTakerDoesNotWaitForACameraThatRanOutOfMemory() {
    FrameSource greedy =
        new FrameSource() {
          @Override
          public Optional<Frame> next() {
            throw new OutOfMemoryError("direct buffer memory");
          }

          @Override
          public void close() {}
        };
    try (CameraGroup group =
        new CameraGroup(List.of(new Feed(GATE, greedy, Pace.ofCamera(CLOCK))))) {
      assertThatThrownBy(group::next)
          .hasMessage("reading camera gate ended")
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void theTakerIsNotHeldByCamerasThatShowNothing() {
    var silent = new CountDownLatch(1);
    FrameSource stalled =
        new FrameSource() {
          @Override
          public Optional<Frame> next() {
            try {
              silent.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Optional.empty();
          }

          @Override
          public void close() {}
        };
    try (CameraGroup group =
        new CameraGroup(List.of(new Feed(GATE, stalled, Pace.ofCamera(CLOCK))))) {
      assertThat(group.awaitNews(Duration.ofMillis(1))).isFalse();

      group.stop();

      assertThat(group.awaitNews(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  void aRecordingThatIsCutOffEndsAloneAndIsToldAtTheEnd() {
    Clip broken = new Clip(GATE, 3);
    broken.breaks = true;
    try (var group = new CameraGroup(List.of(recorded(broken), recorded(new Clip(YARD, 30))))) {
      for (int i = 0; i < 33; i++) {
        take(group);
      }

      assertThatThrownBy(group::next).hasMessage("cut off");
    }
  }

  private static Feed recorded(Clip clip) {
    return new Feed(clip.camera, clip, Pace.asFastAsPossible(CLOCK));
  }

  private static Feed live(Clip clip) {
    return new Feed(clip.camera, clip, Pace.ofCamera(CLOCK));
  }

  private static String take(CameraGroup group) {
    try (Frame frame = group.next().orElseThrow()) {
      return frame.camera() + " " + frame.sequence();
    }
  }

  private static List<String> takeAll(CameraGroup group) {
    List<String> taken = new ArrayList<>();
    for (var next = group.next(); next.isPresent(); next = group.next()) {
      try (Frame frame = next.get()) {
        taken.add(frame.camera() + " " + frame.sequence());
      }
    }
    return taken;
  }

  private static List<String> names(CameraId camera, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(camera + " " + i);
    }
    return names;
  }

  /** Frames one second apart; may break at its end or stall on the way. */
  private final class Clip implements FrameSource {
    private final CameraId camera;
    private final int frames;
    private final CountDownLatch lastRead = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private int stallAt = -1;
    private boolean breaks;
    private int next;

    Clip(CameraId camera, int frames) {
      this.camera = camera;
      this.frames = frames;
      sources.incrementAndGet();
    }

    @Override
    public Optional<Frame> next() {
      if (next == stallAt && !waited()) {
        return Optional.empty();
      }
      if (next == frames) {
        lastRead.countDown();
        if (breaks) {
          throw new UncheckedIOException("cut off", new IOException());
        }
        return Optional.empty();
      }
      open.incrementAndGet();
      return Optional.of(Frames.at(camera, next, NOW.plusSeconds(next++), open::decrementAndGet));
    }

    private boolean waited() {
      try {
        never.await();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      sources.decrementAndGet();
    }
  }
}
