package dev.sitewarden.edge.media;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.JpegWriter;
import dev.sitewarden.inference.frame.PictureShrinker;
import dev.sitewarden.inference.frame.PlanarPicture;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** A copy of a frame's picture, to be painted and encoded on another thread. */
public final class Still {
  /** A row shows 112 of them; raising it makes it sharper on a phone and costs more bytes. */
  private static final int THUMBNAIL_PX = 192;

  private final Instant capturedAt;
  private final int widthPx;
  private final int heightPx;
  private final ByteBuffer picture;
  private boolean isPainted;

  private Still(Instant capturedAt, int widthPx, int heightPx, ByteBuffer picture) {
    this.capturedAt = capturedAt;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.picture = picture;
  }

  /** Copies the picture; the frame stays the caller's. */
  public static Still of(Frame frame) {
    Letterbox size = frame.letterbox();
    ByteBuffer from = frame.picture().duplicate().clear();
    ByteBuffer copy = ByteBuffer.allocateDirect(from.remaining()).put(from).clear();
    return new Still(frame.capturedAt(), size.sourceWidthPx(), size.sourceHeightPx(), copy);
  }

  public Instant capturedAt() {
    return capturedAt;
  }

  /** Makes unrecognisable what the plan says; once, however often it is asked for. */
  void paint(BlurPlan plan) {
    if (!isPainted) {
      plan.paint(PlanarPicture.of(picture, widthPx, heightPx), capturedAt);
      isPainted = true;
    }
  }

  /** Paints areas black that nobody may see. */
  public void cover(List<Polygon> areas) {
    PlanarPicture painted = PlanarPicture.of(picture, widthPx, heightPx);
    areas.forEach(painted::cover);
  }

  public int widthPx() {
    return widthPx;
  }

  public int heightPx() {
    return heightPx;
  }

  /** The picture as it is now. */
  public byte[] jpeg() {
    try (var jpeg = new JpegWriter(widthPx, heightPx)) {
      return jpeg.encode(picture);
    }
  }

  /** The same for the row of a list: {@link #THUMBNAIL_PX} wide or high, or as large as it is. */
  byte[] thumbnail() {
    Letterbox size =
        new Letterbox(
            widthPx, heightPx, Math.min(widthPx, THUMBNAIL_PX), Math.min(heightPx, THUMBNAIL_PX));
    int width = size.contentWidthPx();
    int height = size.contentHeightPx();
    try (var small = new PictureShrinker(width, height);
        var jpeg = new JpegWriter(width, height)) {
      return jpeg.encode(small.shrink(picture, widthPx, heightPx));
    }
  }
}
