package dev.sitewarden.domain.vision;

/**
 * One object followed over frames, as it stands after the latest frame.
 *
 * @param id names the object
 * @param detection the model's latest word on it, with the box it was matched to
 * @param hits frames in which it was matched so far, at least 1
 */
public record Track(TrackId id, Detection detection, int hits) {
  public Track {
    if (hits < 1) {
      throw new IllegalArgumentException("track hits must be at least 1, got " + hits);
    }
  }
}
