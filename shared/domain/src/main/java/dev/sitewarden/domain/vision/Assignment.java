package dev.sitewarden.domain.vision;

import java.util.Arrays;

/**
 * Optimal assignment of rows to columns.
 *
 * <p>Shortest augmenting paths with potentials: row after row is added, each time by the cheapest
 * path through the rows that already have a column. Invariant: potentials never exceed a cost, and
 * are tight on assigned pairs. O(rows^2 * columns). Sources: Kuhn (1955); Jonker and Volgenant
 * (1987), "A shortest augmenting path algorithm for dense and sparse linear assignment problems".
 */
final class Assignment {
  private final double[][] cost;
  private final int columns;
  private final double[] rowPotential;
  private final double[] columnPotential;
  // Row of each column, counted from 1; column 0 holds the row that is being added.
  private final int[] rowOf;

  private Assignment(double[][] cost, int columns) {
    this.cost = cost;
    this.columns = columns;
    this.rowPotential = new double[cost.length + 1];
    this.columnPotential = new double[columns + 1];
    this.rowOf = new int[columns + 1];
  }

  /**
   * The column of each row at the least total cost.
   *
   * @param cost {@code double[rows][columns]}, finite, with {@code rows <= columns}
   * @return {@code int[rows]}, each column at most once
   */
  static int[] minimumCost(double[][] cost, int columns) {
    if (cost.length > columns) {
      throw new IllegalArgumentException(
          "assignment needs rows <= columns, got %d rows, %d columns"
              .formatted(cost.length, columns));
    }
    var assignment = new Assignment(cost, columns);
    for (int row = 1; row <= cost.length; row++) {
      assignment.add(row);
    }
    return assignment.columnsOfRows();
  }

  private void add(int row) {
    int[] previous = new int[columns + 1];
    double[] slack = new double[columns + 1];
    boolean[] visited = new boolean[columns + 1];
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    rowOf[0] = row;
    int column = 0;
    do {
      visited[column] = true;
      relax(column, slack, previous, visited);
      int nearest = nearest(slack, visited);
      shift(slack[nearest], slack, visited);
      column = nearest;
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    }
  }

  private void relax(int from, double[] slack, int[] previous, boolean[] visited) {
    int row = rowOf[from];
    for (int column = 1; column <= columns; column++) {
      double reduced = cost[row - 1][column - 1] - rowPotential[row] - columnPotential[column];
      if (!visited[column] && reduced < slack[column]) {
        slack[column] = reduced;
        previous[column] = from;
      }
    }
  }

  private int nearest(double[] slack, boolean[] visited) {
    int nearest = -1;
    for (int column = 1; column <= columns; column++) {
      if (!visited[column] && (nearest < 0 || slack[column] < slack[nearest])) {
        nearest = column;
      }
    }
    return nearest;
  }

  private void shift(double by, double[] slack, boolean[] visited) {
    for (int column = 0; column <= columns; column++) {
      if (visited[column]) {
        rowPotential[rowOf[column]] += by;
        columnPotential[column] -= by;
      } else {
        slack[column] -= by;
      }
    }
  }

  private int[] columnsOfRows() {
    int[] result = new int[cost.length];
    for (int column = 1; column <= columns; column++) {
      if (rowOf[column] != 0) {
        result[rowOf[column] - 1] = column - 1;
      }
    }
    return result;
  }
}
