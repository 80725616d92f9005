package dev.sitewarden.domain.edl;

/**
 * How many frames a second has, and how they are counted.
 *
 * @param nominal frames that a second of timecode has, such as 30 for 29.97
 * @param isNtsc whether a second of the clock has 1000/1001 of that
 * @param isDrop whether numbers are left out, so that timecode keeps up with the clock; 30 and 60
 *     NTSC only
 */
public record FrameRate(int nominal, boolean isNtsc, boolean isDrop) {
  private static final int MOST = 120;

  public FrameRate {
    if (nominal < 1 || nominal > MOST) {
      throw new IllegalArgumentException(
          "a frame rate must be 1..%d, got %d".formatted(MOST, nominal));
    }
    if (isDrop && !(isNtsc && nominal % 30 == 0)) {
      throw new IllegalArgumentException(
          "only 29.97 and 59.94 have drop-frame timecode, got %d".formatted(nominal));
    }
  }

  /** A rate of whole frames, such as 25. */
  public static FrameRate of(int framesPerSecond) {
    return new FrameRate(framesPerSecond, false, false);
  }

  /** 29.97 frames a second, counted without gaps: falls behind the clock. */
  public static FrameRate ntsc() {
    return new FrameRate(30, true, false);
  }

  /** 29.97 frames a second in drop-frame timecode. */
  public static FrameRate ntscDrop() {
    return new FrameRate(30, true, true);
  }

  /** Numbers that are left out at each minute but every tenth. */
  int dropped() {
    return isDrop ? nominal / 15 : 0;
  }

  /** Numbers that 24 hours of timecode have. */
  public long framesOfDay() {
    int minutes = 24 * 60;
    return 60L * nominal * minutes - (long) dropped() * (minutes - minutes / 10);
  }

  /** The frame that is shown at this time after the first one began. */
  public long frameAt(long nanos) {
    long thousandths = isNtsc ? 1001 : 1000;
    return Math.floorDiv(Math.multiplyExact(nanos, nominal), 1_000_000 * thousandths);
  }
}
