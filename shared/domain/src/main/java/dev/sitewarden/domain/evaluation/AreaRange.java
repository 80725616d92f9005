package dev.sitewarden.domain.evaluation;

/** COCO's classes of size, by area in square pixels; a bound belongs to both its neighbours. */
public enum AreaRange {
  ALL(0, 1e10),
  SMALL(0, 32 * 32),
  MEDIUM(32 * 32, 96 * 96),
  LARGE(96 * 96, 1e10);

  private final double least;
  private final double most;

  AreaRange(double least, double most) {
    this.least = least;
    this.most = most;
  }

  boolean contains(double areaPx) {
    return areaPx >= least && areaPx <= most;
  }
}
