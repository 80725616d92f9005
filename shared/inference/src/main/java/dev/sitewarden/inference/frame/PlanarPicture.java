package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of planar Y, U, V (4:2:0) whose parts can be made unrecognisable. Does not own its
 * bytes.
 *
 * <p>Pixelating takes the mean of each of 3x3 cells laid over a box: at most nine colours are left
 * of it, whatever its size. The cells move with the box, so that many pictures of a moving head say
 * little more than one. Trained networks recognised faces again where more was left (McPherson et
 * al.: Defeating Image Obfuscation with Deep Learning, arXiv:1609.00408).
 */
public final class PlanarPicture {
  private static final int CELLS = 3;
  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1);

  /** Black and no colour, in full and in limited range. */
  private static final byte BLACK = 16;

  private static final byte GREY = (byte) 128;

  private final List<Plane> planes;

  PlanarPicture(Plane luma, Plane blue, Plane red) {
    this.planes = List.of(luma, blue, red);
  }

  /** The bytes as {@code Frame.picture()} holds them: three planes without padding. */
  public static PlanarPicture of(ByteBuffer picture, int widthPx, int heightPx) {
    int chromaWidth = (widthPx + 1) / 2;
    int chromaHeight = (heightPx + 1) / 2;
    int chroma = chromaWidth * chromaHeight;
    int luma = widthPx * heightPx;
    return new PlanarPicture(
        new Plane(picture.slice(0, luma), widthPx, widthPx, heightPx),
        new Plane(picture.slice(luma, chroma), chromaWidth, chromaWidth, chromaHeight),
        new Plane(picture.slice(luma + chroma, chroma), chromaWidth, chromaWidth, chromaHeight));
  }

  /** Leaves nine colours of what is inside the box, but nothing changes inside {@code clear}. */
  public void pixelate(BoundingBox box, List<BoundingBox> clear) {
    planes.forEach(plane -> plane.pixelate(box, clear));
  }

  /** Leaves nine colours of the whole picture. */
  public void pixelate() {
    pixelate(WHOLE, List.of());
  }

  /** Paints an area black. */
  public void cover(Polygon area) {
    planes.getFirst().fill(area, BLACK);
    planes.stream().skip(1).forEach(plane -> plane.fill(area, GREY));
  }

  /** One of the three planes; rows are {@code stride} bytes apart. */
  record Plane(ByteBuffer bytes, int stride, int widthPx, int heightPx) {

    /** Pixels that the box touches: left, top, right, bottom, the last two exclusive. */
    private int[] touched(BoundingBox box) {
      return new int[] {
        (int) Math.floor(box.left() * widthPx),
        (int) Math.floor(box.top() * heightPx),
        (int) Math.ceil(box.right() * widthPx),
        (int) Math.ceil(box.bottom() * heightPx)
      };
    }

    /** Pixels that lie in the box as a whole. */
    private int[] inside(BoundingBox box) {
      return new int[] {
        (int) Math.ceil(box.left() * widthPx),
        (int) Math.ceil(box.top() * heightPx),
        (int) Math.floor(box.right() * widthPx),
        (int) Math.floor(box.bottom() * heightPx)
      };
    }

    void pixelate(BoundingBox box, List<BoundingBox> clear) {
      int[] area = touched(box);
      List<int[]> kept = clear.stream().map(this::inside).toList();
      int width = area[2] - area[0];
      int height = area[3] - area[1];
      for (int row = 0; row < CELLS; row++) {
        for (int column = 0; column < CELLS; column++) {
          int[] cell = {
            area[0] + width * column / CELLS,
            area[1] + height * row / CELLS,
            area[0] + width * (column + 1) / CELLS,
            area[1] + height * (row + 1) / CELLS
          };
          flatten(cell, kept);
        }
      }
    }

    private void flatten(int[] cell, List<int[]> kept) {
      int count = (cell[2] - cell[0]) * (cell[3] - cell[1]);
      if (count == 0) {
        return;
      }
      long sum = 0;
      for (int y = cell[1]; y < cell[3]; y++) {
        for (int x = cell[0]; x < cell[2]; x++) {
          sum += bytes.get(y * stride + x) & 0xff;
        }
      }
      byte mean = (byte) (sum / count);
      for (int y = cell[1]; y < cell[3]; y++) {
        for (int x = cell[0]; x < cell[2]; x++) {
          if (!isInAny(kept, x, y)) {
            bytes.put(y * stride + x, mean);
          }
        }
      }
    }

    private static boolean isInAny(List<int[]> kept, int x, int y) {
      for (int[] area : kept) {
        if (x >= area[0] && x < area[2] && y >= area[1] && y < area[3]) {
          return true;
        }
      }
      return false;
    }

    void fill(Polygon area, byte value) {
      for (int y = 0; y < heightPx; y++) {
        double[] edges = crossings(area.corners(), (y + 0.5) / heightPx);
        for (int i = 0; i + 1 < edges.length; i += 2) {
          int end = Math.min(widthPx, (int) Math.ceil(edges[i + 1] * widthPx));
          for (int x = (int) Math.floor(edges[i] * widthPx); x < end; x++) {
            bytes.put(y * stride + x, value);
          }
        }
      }
    }

    /**
     * Where the outline crosses a height, from left to right: inside is between 0 and 1, 2 and 3.
     */
    private static double[] crossings(List<Point> corners, double height) {
      double[] found = new double[corners.size()];
      int count = 0;
      for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        Point a = corners.get(i);
        Point b = corners.get(j);
        if ((a.y() > height) != (b.y() > height)) {
          found[count++] = a.x() + (b.x() - a.x()) * (height - a.y()) / (b.y() - a.y());
        }
      }
      double[] sorted = Arrays.copyOf(found, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
