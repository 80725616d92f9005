package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Ten grey frames a second of 320x240, with noise, in which a block of 16x32 px may walk. */
class MotionGateTest {
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final MotionGateSettings SETTINGS =
      new MotionGateSettings(0.002, Duration.ofSeconds(10));
  private static final Polygon LEFT_HALF =
      new Polygon(List.of(new Point(0, 0), new Point(0.5, 0), new Point(0.5, 1), new Point(0, 1)));

  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final ByteBuffer picture = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3 / 2);
  private MotionGate gate = new MotionGate(SETTINGS, List.of());
  private int frames;
  private int brightness = 100;

  /** A frame without the block. */
  private boolean still() {
    return show(-1);
  }

  /** A frame with the block at this x. */
  private boolean show(int blockX) {
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean block = blockX >= 0 && x >= blockX && x < blockX + 16 && y >= 100 && y < 132;
      double level = (block ? brightness + 60 : brightness) + 5 * random.nextGaussian();
      picture.put(i, (byte) Math.clamp(Math.round(level), 0, 255));
    }
    var frame =
        new Frame(
            new CameraId("gate"),
            frames,
            START.plusMillis(100L * frames++),
            new Letterbox(WIDTH, HEIGHT, 64, 64),
            picture,
            ByteBuffer.allocateDirect(0),
            () -> {});
    boolean admitted = gate.admits(frame);
    if (admitted) {
      gate.saw(List.of());
    }
    return admitted;
  }

  private void settle() {
    for (int i = 0; i < 50; i++) {
      still();
    }
  }

  @Test
  void noiseWakesNobodyButAFrameGoesThroughNowAndThen() {
    settle();
    int admitted = 0;
    for (int i = 0; i < 600; i++) {
      admitted += still() ? 1 : 0;
    }

    assertThat(admitted).isBetween(5, 6);
    assertThat(gate.gated()).isGreaterThan(600);
  }

  @Test
  void somebodyWhoWalksInIsSeenAtOnceAndForTwoSecondsAfterwards() {
    settle();

    assertThat(show(10)).isTrue();
    for (int i = 1; i < 30; i++) {
      assertThat(show(10 + 5 * i)).isTrue();
    }
    int after = 0;
    while (still()) {
      after++;
    }
    assertThat(after).isGreaterThanOrEqualTo(19);
  }

  @Test
  void lightThatChangesSlowlyOrAllOverIsNoMotion() {
    settle();
    int admitted = 0;
    for (int i = 0; i < 80; i++) {
      brightness = 100 + i;
      admitted += still() ? 1 : 0;
    }
    brightness = 60;
    admitted += still() ? 1 : 0;

    assertThat(admitted).isLessThanOrEqualTo(2);
  }

  @Test
  void whatMovesInAMaskedRegionDoesNotCount() {
    gate = new MotionGate(SETTINGS, List.of(LEFT_HALF));
    settle();
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += show(10 + 5 * i) ? 1 : 0;
    }

    assertThat(admitted).isZero();
    show(200);
    assertThat(show(210)).isTrue();
  }

  @Test
  void whatIsHeldIsWhatTheModelSaidFrameByFrame() {
    var head = new Detection(new Label("head"), 0.9, new BoundingBox(0.1, 0.1, 0.2, 0.2));
    for (int i = 0; i < 20; i++) {
      gate.saw(i % 4 == 0 ? List.of(head) : List.of());
    }
    List<Integer> held = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      held.add(gate.held().size());
    }

    assertThat(held).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void aForcedFrameThatShowsSomethingNewOpensTheGate() {
    settle();
    while (!still()) {
      assertThat(frames).isLessThan(300); // the one after is forced
    }

    gate.saw(List.of(new Detection(new Label("head"), 0.9, new BoundingBox(0.1, 0.1, 0.2, 0.2))));

    assertThat(still()).isTrue();
  }

  @Test
  void watchingAllocatesNothing() {
    settle();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var frame =
        new Frame(
            new CameraId("gate"),
            0,
            START.plusSeconds(60),
            new Letterbox(WIDTH, HEIGHT, 64, 64),
            picture,
            ByteBuffer.allocateDirect(0),
            () -> {});
    for (int i = 0; i < 20; i++) {
      gate.admits(frame);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      gate.admits(frame);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100 * 200L);
  }
}
