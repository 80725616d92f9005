package dev.sitewarden.edge.capture;

import java.util.Arrays;

/** What a camera sees when nothing moves, cell by cell, and how restless each cell is by itself. */
final class Background {
  /*
   * Each cell keeps a running mean of its brightness and of how far it strays from it, both with a
   * time constant instead of a number of frames, so that a slow camera learns as fast as a quick
   * one. A cell has changed if it is further from its mean than its own restlessness explains;
   * leaves and flickering lamps make their cells restless and so silence themselves. Changed cells
   * are learnt four times slower: who stands still is background after a minute, not at once.
   *
   * Before that the median difference of all cells is taken away: a cloud or a camera's exposure
   * moves all cells alike, an object moves few. If more than half of the cells have changed even
   * so, the scene itself is another one (light switched, camera turned): learnt anew.
   *
   * A lone changed cell is noise; a cell counts if one beside it has changed too.
   *
   * Cost: a few additions per 64 pixels; nothing is allocated. The idea is that of running Gaussian
   * average background subtraction: C. Wren et al., Pfinder, IEEE PAMI 19(7), 1997.
   */
  private static final float LEARN_SECONDS = 4;
  private static final float LEARN_CHANGED_SECONDS = 16;

  /** Least difference, in levels of 255, that is seen at all. */
  private static final float LEAST_DIFFERENCE = 4;

  /** How many times its own restlessness a cell must stray. */
  private static final float RESTLESS_FACTOR = 4;

  /** Share of cells beyond which it is the scene that changed. */
  private static final double OTHER_SCENE = 0.5;

  private static final int LEVELS = 256;

  private final LumaGrid grid;
  private final float[] mean;
  private final float[] stray;
  private final boolean[] changed;
  private final int[] histogram = new int[2 * LEVELS];
  private int counted;
  private boolean otherScene;

  Background(LumaGrid grid) {
    this.grid = grid;
    this.mean = new float[grid.cells().length];
    this.stray = new float[mean.length];
    this.changed = new boolean[mean.length];
    for (int i = 0; i < mean.length; i++) {
      counted += grid.isMasked(i) ? 0 : 1;
    }
  }

  /** What it compares; to be read into before {@link #advance}. */
  LumaGrid grid() {
    return grid;
  }

  /** Takes what the grid holds for the background. */
  void learnAnew() {
    System.arraycopy(grid.cells(), 0, mean, 0, mean.length);
    Arrays.fill(stray, 0);
  }

  /**
   * Compares what the grid holds with the background and learns from it.
   *
   * @param seconds since the picture before
   * @return share of the cells that count which moved, 0..1
   */
  double advance(double seconds) {
    float shift = medianDifference();
    int all = 0;
    for (int i = 0; i < mean.length; i++) {
      float difference = Math.abs(grid.cells()[i] - mean[i] - shift);
      float most = LEAST_DIFFERENCE + RESTLESS_FACTOR * stray[i];
      changed[i] = !grid.isMasked(i) && difference > most;
      all += changed[i] ? 1 : 0;
    }
    otherScene = all > OTHER_SCENE * counted;
    double moved = counted == 0 ? 0 : (double) neighbours() / counted;
    if (otherScene) {
      learnAnew();
    } else {
      learn(seconds, shift);
    }
    return moved;
  }

  /** Whether the latest picture showed another scene altogether. */
  boolean isOtherScene() {
    return otherScene;
  }

  private float medianDifference() {
    Arrays.fill(histogram, 0);
    for (int i = 0; i < mean.length; i++) {
      if (!grid.isMasked(i)) {
        histogram[LEVELS + Math.round(grid.cells()[i] - mean[i])]++;
      }
    }
    int below = 0;
    for (int level = 0; level < histogram.length; level++) {
      below += histogram[level];
      if (2 * below > counted) {
        return level - LEVELS;
      }
    }
    return 0;
  }

  /** Changed cells with a changed one to the left or above, right or below. */
  private int neighbours() {
    int columns = grid.columns();
    int count = 0;
    for (int i = 0; i < changed.length; i++) {
      if (changed[i]) {
        boolean left = i % columns > 0 && changed[i - 1];
        boolean right = i % columns < columns - 1 && changed[i + 1];
        boolean above = i >= columns && changed[i - columns];
        boolean below = i + columns < changed.length && changed[i + columns];
        count += left || right || above || below ? 1 : 0;
      }
    }
    return count;
  }

  private void learn(double seconds, float shift) {
    float quick = (float) Math.min(1, seconds / LEARN_SECONDS);
    float slow = (float) Math.min(1, seconds / LEARN_CHANGED_SECONDS);
    for (int i = 0; i < mean.length; i++) {
      float rate = changed[i] ? slow : quick;
      float difference = grid.cells()[i] - mean[i];
      mean[i] += rate * difference;
      stray[i] += rate * (Math.abs(difference - shift) - stray[i]);
    }
  }
}
