package dev.sitewarden.domain.vision;

/** Names one track; unique per camera and process start, counted from 1. */
public record TrackId(long value) {
  public TrackId {
    if (value < 1) {
      throw new IllegalArgumentException("track id must be at least 1, got " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
