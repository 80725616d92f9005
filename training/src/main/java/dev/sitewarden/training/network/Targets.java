package dev.sitewarden.training.network;

import dev.sitewarden.training.dataset.Box;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the grid should say about a batch of pictures. Boxes come in pixels of the network's input.
 *
 * <p>Every object warms its label's cells with a Gaussian round its centre and reaches exactly 1 in
 * the cell that holds it. That cell, and more weakly the three cells that the centre leans towards,
 * learn the box: a peak that lands one cell beside the truth still gives the right box. Where two
 * objects want one cell, the smaller wins.
 */
public final class Targets {
  /** Narrowest Gaussian in cells: less makes neighbours of a small head's cell full background. */
  private static final double NARROWEST = 0.45;

  /** Gaussian's deviation per side of the box: more blurs large objects' centres. */
  private static final double SPREAD = 0.12;

  /** Cap beside the centre cell, so that only that one is the peak. */
  private static final double WARMEST_NEIGHBOUR = 0.95;

  /** From this size in cells a box weighs 1; one of no size weighs twice that. */
  private static final double LARGE = 4;

  private static final float BESIDE = 0.4f;
  private static final float DIAGONAL = 0.2f;

  private final int batch;
  private final int labels;
  private final int cells;
  private final float[] heat;
  private final float[] known;
  private final float[] held;
  private final float[] boxes;
  private int objects;

  /**
   * @param cells side of the square grid
   */
  public Targets(int batch, int labels, int cells) {
    this.batch = batch;
    this.labels = labels;
    this.cells = cells;
    int area = cells * cells;
    heat = new float[batch * labels * area];
    known = new float[batch * area];
    held = new float[batch * area];
    boxes = new float[batch * Topology.BOX_CHANNELS * area];
    Arrays.fill(known, 1);
  }

  public int batch() {
    return batch;
  }

  public int labels() {
    return labels;
  }

  public int cells() {
    return cells;
  }

  /** Objects put so far. */
  public int objects() {
    return objects;
  }

  /** {@code float[batch][labels][cells][cells]}: 1 in a centre's cell, a Gaussian round it. */
  float[] heat() {
    return heat;
  }

  /** {@code float[batch][1][cells][cells]}: 0 where the truth is unknown. */
  float[] known() {
    return known;
  }

  /** {@code float[batch][1][cells][cells]}: weight of the box loss. */
  float[] held() {
    return held;
  }

  /** {@code float[batch][4][cells][cells]}: dx, dy from the cell's corner, ln w, ln h; in cells. */
  float[] boxes() {
    return boxes;
  }

  /**
   * Adds one picture's truth.
   *
   * @param index position in the batch
   * @param truth labelled objects
   * @param unknown regions that may hold anything; they give no score loss
   */
  public void put(int index, List<Box> truth, List<Box> unknown) {
    unknown.forEach(box -> forget(index, box));
    var largestFirst =
        truth.stream()
            .map(box -> box.mapped(1.0 / Topology.STRIDE, 0, 1.0 / Topology.STRIDE, 0))
            .sorted(Comparator.comparingDouble(Box::area).reversed())
            .toList();
    largestFirst.forEach(box -> warm(index, box));
    largestFirst.forEach(box -> holdNeighbours(index, box));
    largestFirst.forEach(box -> hold(index, box, cell(box.centreX()), cell(box.centreY()), 1));
    objects += truth.size();
  }

  private void forget(int index, Box box) {
    for (int y = cell(box.top() / Topology.STRIDE);
        y <= cell(box.bottom() / Topology.STRIDE);
        y++) {
      int row = (index * cells + y) * cells;
      int from = cell(box.left() / Topology.STRIDE);
      Arrays.fill(known, row + from, row + cell(box.right() / Topology.STRIDE) + 1, 0);
    }
  }

  private void warm(int index, Box box) {
    double deviationX = Math.max(NARROWEST, SPREAD * box.width());
    double deviationY = Math.max(NARROWEST, SPREAD * box.height());
    int plane = (index * labels + box.label()) * cells * cells;
    for (int y = cell(box.centreY() - 3 * deviationY);
        y <= cell(box.centreY() + 3 * deviationY);
        y++) {
      for (int x = cell(box.centreX() - 3 * deviationX);
          x <= cell(box.centreX() + 3 * deviationX);
          x++) {
        double awayX = (x + 0.5 - box.centreX()) / deviationX;
        double awayY = (y + 0.5 - box.centreY()) / deviationY;
        double warmth = Math.exp(-0.5 * (awayX * awayX + awayY * awayY));
        int at = plane + y * cells + x;
        heat[at] = Math.max(heat[at], (float) Math.min(WARMEST_NEIGHBOUR, warmth));
      }
    }
    int centre = cell(box.centreY()) * cells + cell(box.centreX());
    heat[plane + centre] = 1;
    known[index * cells * cells + centre] = 1;
  }

  private void holdNeighbours(int index, Box box) {
    int x = cell(box.centreX());
    int y = cell(box.centreY());
    int besideX = cell(box.centreX() - x < 0.5 ? x - 1 : x + 1);
    int besideY = cell(box.centreY() - y < 0.5 ? y - 1 : y + 1);
    hold(index, box, besideX, besideY, DIAGONAL);
    hold(index, box, besideX, y, BESIDE);
    hold(index, box, x, besideY, BESIDE);
  }

  private void hold(int index, Box box, int x, int y, float weight) {
    int area = cells * cells;
    int at = y * cells + x;
    int first = index * Topology.BOX_CHANNELS * area + at;
    held[index * area + at] = weight * (float) importance(box);
    boxes[first] = (float) (box.centreX() - x);
    boxes[first + area] = (float) (box.centreY() - y);
    boxes[first + 2 * area] = (float) Math.log(box.width());
    boxes[first + 3 * area] = (float) Math.log(box.height());
  }

  /** A pixel's error spoils a small box, so small boxes count more. */
  private static double importance(Box box) {
    return 1 + Math.max(0, 1 - Math.sqrt(box.area()) / LARGE);
  }

  private int cell(double position) {
    return (int) Math.max(0, Math.min(cells - 1, Math.floor(position)));
  }
}
