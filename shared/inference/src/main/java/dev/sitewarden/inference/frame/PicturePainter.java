package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Draws detections into a frame's picture, a colour for each label, for people who look at it. */
public final class PicturePainter {
  private static final int LINE_PX = 2;
  private static final int DOT_PX = 2;

  /** Y, U, V of yellow, cyan, magenta, green, red, blue, orange and white, full range. */
  private static final int[][] COLOURS = {
    {226, 1, 149}, {179, 171, 1}, {105, 212, 235}, {150, 44, 21},
    {76, 85, 255}, {187, 166, 86}, {163, 36, 193}, {255, 128, 128}
  };

  private static final int[] BLACK = {0, 128, 128};

  private PicturePainter() {}

  /** Draws boxes, labels and scores; changes the frame's picture. */
  public static void paint(Frame frame, List<Detection> detections) {
    Letterbox size = frame.letterbox();
    var picture = new Canvas(frame.picture(), size.sourceWidthPx(), size.sourceHeightPx());
    for (Detection detection : detections) {
      paint(picture, detection);
    }
  }

  private static void paint(Canvas picture, Detection detection) {
    int[] colour = COLOURS[Math.floorMod(detection.label().value().hashCode(), COLOURS.length)];
    BoundingBox box = detection.box();
    int left = (int) Math.round(box.left() * picture.widthPx);
    int top = (int) Math.round(box.top() * picture.heightPx);
    int right = (int) Math.round(box.right() * picture.widthPx);
    int bottom = (int) Math.round(box.bottom() * picture.heightPx);
    picture.fill(left, top, right, top + LINE_PX, colour);
    picture.fill(left, bottom - LINE_PX, right, bottom, colour);
    picture.fill(left, top, left + LINE_PX, bottom, colour);
    picture.fill(right - LINE_PX, top, right, bottom, colour);
    String text = String.format(Locale.ROOT, "%s %.2f", detection.label(), detection.score());
    int height = (Glyphs.ROWS + 2) * DOT_PX;
    picture.write(text, left, Math.max(0, top - height), colour);
  }

  /** Planar Y, U, V that clips what does not fit. */
  private record Canvas(ByteBuffer bytes, int widthPx, int heightPx) {
    void write(String text, int left, int top, int[] background) {
      int advance = (Glyphs.COLUMNS + 1) * DOT_PX;
      int right = left + text.length() * advance + DOT_PX;
      fill(left, top, right, top + (Glyphs.ROWS + 2) * DOT_PX, background);
      for (int i = 0; i < text.length(); i++) {
        write(text.charAt(i), left + DOT_PX + i * advance, top + DOT_PX);
      }
    }

    private void write(char sign, int left, int top) {
      for (int row = 0; row < Glyphs.ROWS; row++) {
        for (int column = 0; column < Glyphs.COLUMNS; column++) {
          if (Glyphs.isDot(sign, column, row)) {
            int x = left + column * DOT_PX;
            int y = top + row * DOT_PX;
            fill(x, y, x + DOT_PX, y + DOT_PX, BLACK);
          }
        }
      }
    }

    void fill(int left, int top, int right, int bottom, int[] colour) {
      int chromaWidth = (widthPx + 1) / 2;
      int luma = widthPx * heightPx;
      int chroma = chromaWidth * ((heightPx + 1) / 2);
      int endX = Math.min(right, widthPx);
      int endY = Math.min(bottom, heightPx);
      for (int y = Math.max(0, top); y < endY; y++) {
        for (int x = Math.max(0, left); x < endX; x++) {
          bytes.put(y * widthPx + x, (byte) colour[0]);
          int cell = luma + (y / 2) * chromaWidth + x / 2;
          bytes.put(cell, (byte) colour[1]);
          bytes.put(cell + chroma, (byte) colour[2]);
        }
      }
    }
  }
}
