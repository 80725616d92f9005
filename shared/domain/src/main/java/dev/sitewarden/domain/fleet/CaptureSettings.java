package dev.sitewarden.domain.fleet;

import dev.sitewarden.domain.vision.ShiftPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of the cameras' pictures.
 *
 * @param blur in snapshots and clips of incidents
 * @param evidence how long it waits to be stored
 * @param recording continuous recording of every camera; none if empty
 * @param samples frames to learn from
 * @param detections a log of what was seen, without pictures; none if empty
 * @param writeBytesADay what a day writes to the disk before recordings pause
 */
public record CaptureSettings(
    Blur blur,
    Retention evidence,
    Optional<Recording> recording,
    Samples samples,
    Optional<Detections> detections,
    long writeBytesADay) {

  /**
   * 64 GB: a camera of 4 Mbit/s writes 43 GB a day, so that one fits and a second runs into it. A
   * card of 64 GB that lasts 1000 times its size, half of which the card itself spends, is worn out
   * after 500 such days.
   */
  public static final long WRITE_BYTES_A_DAY = 64L << 30;

  public CaptureSettings {
    if (writeBytesADay < 1) {
      throw new IllegalArgumentException(
          "a day must be allowed to write at least 1 byte, got " + writeBytesADay);
    }
  }

  /** Heads of others are blurred; nothing is recorded and nothing is sampled. */
  public static CaptureSettings defaults() {
    return new CaptureSettings(
        Blur.OTHERS,
        Retention.DEFAULT,
        Optional.empty(),
        Samples.NONE,
        Optional.empty(),
        WRITE_BYTES_A_DAY);
  }

  /**
   * How much evidence of one camera waits on the device until it is stored.
   *
   * @param bytes when there are more, clips go first, then pictures, the oldest first
   * @param clips the longest that a clip waits
   * @param pictures the longest that a snapshot and its detections wait
   */
  public record Retention(long bytes, Duration clips, Duration pictures) {
    /**
     * Two gigabytes are about 1000 incidents of 2 MB. A month is longer than a site is off line and
     * as long as footage is commonly kept; pictures are a hundredth of a clip's size and say most.
     */
    public static final Retention DEFAULT =
        new Retention(2L << 30, Duration.ofDays(30), Duration.ofDays(90));

    public Retention {
      if (bytes < 1 || !clips.isPositive() || !pictures.isPositive()) {
        throw new IllegalArgumentException(
            "evidence needs at least 1 byte and ages above 0s, got %d, %s and %s"
                .formatted(bytes, clips, pictures));
      }
    }
  }

  /**
   * A ring of recordings for each camera.
   *
   * @param bytes the oldest go when there are more
   * @param age and when they are older
   * @param isUnmasked whether cameras with privacy areas may be recorded, which shows these
   * @param upload when recordings go to the cloud by themselves; never if empty
   */
  public record Recording(long bytes, Duration age, boolean isUnmasked, Optional<Upload> upload) {
    public Recording {
      if (bytes < 1 || !age.isPositive()) {
        throw new IllegalArgumentException(
            "recording needs at least 1 byte and an age above 0s, got %d and %s"
                .formatted(bytes, age));
      }
    }
  }

  /**
   * A ring of detections for each camera, from which other rules can be tried.
   *
   * @param bytes the oldest go when there are more
   * @param age and when they are older
   */
  public record Detections(long bytes, Duration age) {
    public Detections {
      if (bytes < 1 || !age.isPositive()) {
        throw new IllegalArgumentException(
            "detections need at least 1 byte and an age above 0s, got %d and %s"
                .formatted(bytes, age));
      }
    }
  }

  /**
   * Recordings that go to the cloud by themselves.
   *
   * @param active when
   * @param bytesADay how much of each camera, what is asked for included
   */
  public record Upload(ShiftPlan active, long bytesADay) {
    /** Two gigabytes: a bit more than an hour of a camera of 4 Mbit/s. */
    public static final long BYTES_A_DAY = 2L << 30;

    public Upload {
      if (bytesADay < 1) {
        throw new IllegalArgumentException(
            "an upload of recordings needs at least 1 byte a day, got " + bytesADay);
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
