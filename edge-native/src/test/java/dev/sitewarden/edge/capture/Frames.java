package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Frames that nobody looks at. */
final class Frames {
  private Frames() {}

  static Frame at(CameraId camera, long sequence, Instant capturedAt, Runnable release) {
    return new Frame(
        camera,
        sequence,
        capturedAt,
        new Letterbox(4, 4, 4, 4),
        ByteBuffer.allocateDirect(24),
        ByteBuffer.allocateDirect(48),
        release);
  }
}
