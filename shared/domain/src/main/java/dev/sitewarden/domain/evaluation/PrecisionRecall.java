package dev.sitewarden.domain.evaluation;

/**
 * What came of running a detector at one threshold.
 *
 * @param threshold score below which detections were left out, 0..1
 * @param right detections that found an object
 * @param wrong detections that found none
 * @param objects what there was to find
 */
public record PrecisionRecall(double threshold, int right, int wrong, int objects) {

  /** Share of the detections that are right, 0..1; 1 if nothing was detected. */
  public double precision() {
    return right + wrong == 0 ? 1 : (double) right / (right + wrong);
  }

  /** Share of the objects that were found, 0..1; 0 if there were none. */
  public double recall() {
    return objects == 0 ? 0 : (double) right / objects;
  }
}
