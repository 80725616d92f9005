package dev.sitewarden.edge.media;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.JpegWriter;
import dev.sitewarden.inference.frame.PlanarPicture;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A copy of a frame's picture, to be painted and encoded on another thread. */
final class Still {
  private final Instant capturedAt;
  private final int widthPx;
  private final int heightPx;
  private final ByteBuffer picture;

  private Still(Instant capturedAt, int widthPx, int heightPx, ByteBuffer picture) {
    this.capturedAt = capturedAt;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.picture = picture;
  }

  static Still of(Frame frame) {
    Letterbox size = frame.letterbox();
    ByteBuffer from = frame.picture().duplicate().clear();
    ByteBuffer copy = ByteBuffer.allocateDirect(from.remaining()).put(from).clear();
    return new Still(frame.capturedAt(), size.sourceWidthPx(), size.sourceHeightPx(), copy);
  }

  Instant capturedAt() {
    return capturedAt;
  }

  /** Makes unrecognisable what the plan says. */
  void paint(BlurPlan plan) {
    plan.paint(PlanarPicture.of(picture, widthPx, heightPx), capturedAt);
  }

  byte[] jpeg() {
    try (var jpeg = new JpegWriter(widthPx, heightPx)) {
      return jpeg.encode(picture);
    }
  }
}
