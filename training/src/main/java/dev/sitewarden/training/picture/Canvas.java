package dev.sitewarden.training.picture;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.training.dataset.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One square network input under construction, with its truth in canvas pixels. */
public final class Canvas {
  private final int size;
  private final byte[] planes;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Box> unknown = new ArrayList<>();

  Canvas(int size) {
    this.size = size;
    planes = new byte[3 * size * size];
    Arrays.fill(planes, (byte) Letterbox.PADDING);
  }

  int size() {
    return size;
  }

  /** {@code byte[3][size][size]}, RGB; the caller may write while it composes. */
  public byte[] planes() {
    return planes;
  }

  public List<Box> boxes() {
    return boxes;
  }

  /** Regions that hold an object too small or too cut to learn from. */
  public List<Box> unknown() {
    return unknown;
  }
}
