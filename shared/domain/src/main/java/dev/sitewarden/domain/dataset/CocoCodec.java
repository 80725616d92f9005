package dev.sitewarden.domain.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * COCO object detection JSON, UTF-8, streamed. Any thread.
 *
 * <p>A snapshot is written so that a reader who knows nothing of reviews learns nothing wrong:
 *
 * <ul>
 *   <li>confirmed boxes are ordinary annotations;
 *   <li>boxes that nobody has looked at are annotations with {@code "iscrowd":1,"ignore":1}:
 *       neither object nor background;
 *   <li>hard negatives are no annotations. They stand at their image, in the extension {@code
 *       "sitewarden":{"complete":false,"hard_negatives":[{"category_id":1,"bbox":[x,y,w,h]}]}};
 *   <li>{@code "complete":false} says that background outside of the boxes is not known to be
 *       background. Images without the extension, other people's, are complete.
 * </ul>
 *
 * <p>Boxes are {@code [x, y, width, height]} in pixels, rounded to 1/1000 px.
 */
public final class CocoCodec {
  private CocoCodec() {}

  /** Writes the snapshot; leaves the stream open. */
  public static void write(DatasetSnapshot snapshot, OutputStream out) throws IOException {
    new CocoWriter(snapshot).write(out);
  }

  /**
   * Reads a snapshot; leaves the stream open. Keys that are not known are skipped. Boxes are
   * clipped to their image; a box of which nothing is left is left out.
   *
   * @throws IllegalArgumentException if it is no COCO file; the message names the key
   */
  public static DatasetSnapshot read(InputStream in) throws IOException {
    return new CocoReader().read(in);
  }
}
