package dev.sitewarden.domain.fleet;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of the cameras' pictures.
 *
 * @param blur in snapshots and clips of incidents
 * @param recording continuous recording of every camera; none if empty
 * @param samples frames to learn from
 */
public record CaptureSettings(Blur blur, Optional<Recording> recording, Samples samples) {

  /** Heads of others are blurred; nothing is recorded and nothing is sampled. */
  public static CaptureSettings defaults() {
    return new CaptureSettings(Blur.OTHERS, Optional.empty(), Samples.NONE);
  }

  /**
   * A ring of recordings for each camera.
   *
   * @param bytes the oldest go when there are more
   * @param age and when they are older
   */
  public record Recording(long bytes, Duration age) {
    public Recording {
      if (bytes < 1 || !age.isPositive()) {
        throw new IllegalArgumentException(
            "recording needs at least 1 byte and an age above 0s, got %d and %s"
                .formatted(bytes, age));
      }
    }
  }

  /**
   * Most frames an hour and camera that are kept to learn from, by reason. They show people as they
   * are.
   */
  public record Samples(int schedule, int motion, int uncertainty, int request, int disagreement) {
    public static final Samples NONE = new Samples(0, 0, 0, 0, 0);
    public static final int MOST = 3600;

    public Samples {
      for (int quota : new int[] {schedule, motion, uncertainty, request, disagreement}) {
        if (quota < 0 || quota > MOST) {
          throw new IllegalArgumentException(
              "samples must be 0..%d frames an hour, got %d".formatted(MOST, quota));
        }
      }
    }
  }
}
