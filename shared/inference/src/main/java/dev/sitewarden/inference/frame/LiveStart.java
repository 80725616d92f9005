package dev.sitewarden.inference.frame;

/**
 * Finds when a camera's first packet arrived. Opening one takes a second or two, and what it sent
 * meanwhile is read in no time; from the packets that follow at the camera's own pace one can tell
 * when the first one must have come.
 */
final class LiveStart {
  /** Over so many packets the camera's pace shows, whatever else the machine is doing. */
  private static final int PACE = 4;

  /** Time that passes no more than so much faster than on the clock is the camera's own. */
  private static final double OWN_PACE = 1.5;

  /** Longer nobody waits for a camera to be caught up with. */
  private static final long LONGEST_NANOS = 2_000_000_000;

  private final double unitNanos;
  private final long startNanos = System.nanoTime();
  private final long[] shown = new long[PACE];
  private final long[] arrived = new long[PACE];
  private int packets;
  private long first;
  private long latest;
  private long firstArrivedNanos = startNanos;

  /**
   * @param unitNanos what the stream's times count
   */
  LiveStart(double unitNanos) {
    this.unitNanos = unitNanos;
  }

  /**
   * Takes the next packet.
   *
   * @param time by the stream's clock, which may be missing
   * @return whether more are needed
   */
  boolean add(long time, long arrivedNanos) {
    boolean waitedEnough = arrivedNanos - startNanos >= LONGEST_NANOS;
    if (time == Ffmpeg.NO_TIME) {
      return !waitedEnough;
    }
    if (packets == 0) {
      first = time;
      latest = time;
      firstArrivedNanos = arrivedNanos;
    }
    latest =
        Math.max(latest, time); // where only the times of showing are known, they go to and fro
    long shownNanos = Math.round((latest - first) * unitNanos);
    firstArrivedNanos = Math.min(firstArrivedNanos, arrivedNanos - shownNanos);
    int slot = packets++ % PACE;
    boolean caughtUp =
        packets > PACE && shownNanos - shown[slot] <= OWN_PACE * (arrivedNanos - arrived[slot]);
    shown[slot] = shownNanos;
    arrived[slot] = arrivedNanos;
    return !caughtUp && !waitedEnough;
  }

  /** By {@link System#nanoTime}. */
  long firstArrivedNanos() {
    return firstArrivedNanos;
  }
}
