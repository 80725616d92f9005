package dev.sitewarden.domain.vision;

/**
 * One object followed over frames, as it stands after the latest frame.
 *
 * @param id names the object
 * @param detection the model's latest word on it, with the box it was matched to
 * @param hits frames in which it was matched so far, at least 1
 * @param medianScore of its latest detections, 0..1: what one lucky frame does not move
 */
public record Track(TrackId id, Detection detection, int hits, double medianScore) {
  public Track {
    if (hits < 1) {
      throw new IllegalArgumentException("track hits must be at least 1, got " + hits);
    }
    if (!(medianScore >= 0 && medianScore <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "track median score must be inside 0..1, got " + medianScore);
    }
  }

  /** A track of which only the latest score is known. */
  public Track(TrackId id, Detection detection, int hits) {
    this(id, detection, hits, detection.score());
  }
}
