package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconnectingTest {
  private static final Reconnecting.Pauses NONE =
      new Reconnecting.Pauses(Duration.ZERO, Duration.ZERO);

  private int opened = 1;
  private int closed;

  @Test
  void cameraThatStopsAndFailsToOpenComesBack() {
    try (var camera = new Reconnecting(new Camera(true), this::open, NONE)) {
      for (int i = 0; i < 6; i++) {
        camera.next().orElseThrow().close();
      }
    }

    assertThat(opened).isEqualTo(4);
    assertThat(closed).isEqualTo(3);
  }

  @Test
  void interruptedReaderEnds() {
    try (var camera = new Reconnecting(new Camera(false), this::open, NONE)) {
      Thread.currentThread().interrupt();

      assertThat(camera.next()).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private FrameSource open() {
    if (++opened == 2) {
      throw new UncheckedIOException("no route to camera", new IOException());
    }
    return new Camera(opened == 3);
  }

  /** Shows two frames, then breaks or ends. */
  private final class Camera implements FrameSource {
    private final boolean breaks;
    private int shown;

    Camera(boolean breaks) {
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
      return Optional.of(
          new Frame(
              new CameraId("gate"),
              shown++,
              Instant.EPOCH,
              new Letterbox(4, 4, 4, 4),
              ByteBuffer.allocateDirect(24),
              ByteBuffer.allocateDirect(48),
              () -> {}));
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
