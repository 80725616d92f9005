package dev.sitewarden.domain.vision;

import java.util.Arrays;

/**
 * Finds the pairing of rows and columns with the greatest total weight. Keeps its buffers between
 * calls; one owner thread.
 */
public final class Assignment {
  /*
   * Shortest augmenting paths with potentials. Rows enter one at a time; each entry runs Dijkstra's
   * algorithm over reduced costs (cost - rowPotential - columnPotential, never negative) from the
   * new row to the nearest free column, then flips the pairs along that path. The potentials keep
   * two invariants: every reduced cost is >= 0, and it is 0 on every pair that is made; so the pairs
   * made so far are always optimal for the rows entered so far.
   *
   * The matrix is padded to a square with weight 0, the weight of "no pair": weights <= 0 never make
   * a pair. Index 0 of rows and columns is the usual sentinel "not yet paired".
   *
   * Cost: O(n^3) time with n = max(rows, columns), O(n) memory beside the weights.
   *
   * 1. R. Jonker, A. Volgenant: A shortest augmenting path algorithm for dense and sparse linear
   *    assignment problems. Computing 38 (1987) 325-340.
   * 2. J. Munkres: Algorithms for the assignment and transportation problems. J. SIAM 5 (1957).
   */
  private int size;
  private int rows;
  private int columns;
  private double[] weights = {};
  private double[] rowPotential = {};
  private double[] columnPotential = {};
  private double[] distance = {};
  private int[] rowOfColumn = {};
  private int[] cameFrom = {};
  private boolean[] reached = {};
  private int[] columnOfRow = {};

  /**
   * The best pairing.
   *
   * @param weights {@code double[rows * columns]}, row by row, finite; 0 or less forbids the pair
   * @return the column of each row, -1 for a row without one; valid until the next call, and may be
   *     longer than {@code rows}
   */
  public int[] maximise(double[] weights, int rows, int columns) {
    start(weights, rows, columns);
    for (int row = 1; row <= size; row++) {
      flip(nearestFreeColumn(row));
    }
    Arrays.fill(columnOfRow, -1);
    for (int column = 1; column <= columns; column++) {
      int row = rowOfColumn[column];
      if (weight(row, column) > 0) {
        columnOfRow[row - 1] = column - 1;
      }
    }
    return columnOfRow;
  }

  private void start(double[] newWeights, int newRows, int newColumns) {
    weights = newWeights;
    rows = newRows;
    columns = newColumns;
    size = Math.max(rows, columns);
    if (rowOfColumn.length <= size) {
      int capacity = size * 2 + 1;
      rowPotential = new double[capacity];
      columnPotential = new double[capacity];
      distance = new double[capacity];
      rowOfColumn = new int[capacity];
      cameFrom = new int[capacity];
      reached = new boolean[capacity];
      columnOfRow = new int[capacity];
    }
    Arrays.fill(rowPotential, 0);
    Arrays.fill(columnPotential, 0);
    Arrays.fill(rowOfColumn, 0);
  }

  private double weight(int row, int column) {
    return row > rows || column > columns
        ? 0
        : Math.max(0, weights[(row - 1) * columns + column - 1]);
  }

  /** Grows the tree of shortest paths from a row; each step takes in the nearest column. */
  private int nearestFreeColumn(int newRow) {
    Arrays.fill(distance, 0, size + 1, Double.POSITIVE_INFINITY);
    Arrays.fill(reached, 0, size + 1, false);
    rowOfColumn[0] = newRow;
    int column = 0;
    do {
      reached[column] = true;
      int nearest = relax(column);
      shift(distance[nearest]);
      column = nearest;
    } while (rowOfColumn[column] != 0);
    return column;
  }

  /** Shortens the ways to columns outside the tree through one inside; returns the nearest. */
  private int relax(int column) {
    int row = rowOfColumn[column];
    int nearest = -1;
    for (int next = 1; next <= size; next++) {
      if (reached[next]) {
        continue;
      }
      double step = -weight(row, next) - rowPotential[row] - columnPotential[next];
      if (step < distance[next]) {
        distance[next] = step;
        cameFrom[next] = column;
      }
      if (nearest < 0 || distance[next] < distance[nearest]) {
        nearest = next;
      }
    }
    return nearest;
  }

  private void shift(double delta) {
    for (int column = 0; column <= size; column++) {
      if (reached[column]) {
        rowPotential[rowOfColumn[column]] += delta;
        columnPotential[column] -= delta;
      } else {
        distance[column] -= delta;
      }
    }
  }

  private void flip(int freeColumn) {
    int column = freeColumn;
    while (column != 0) {
      int previous = cameFrom[column];
      rowOfColumn[column] = rowOfColumn[previous];
      column = previous;
    }
  }
}
