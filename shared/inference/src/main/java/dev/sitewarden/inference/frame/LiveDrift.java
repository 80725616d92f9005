package dev.sitewarden.inference.frame;

/**
 * Keeps a camera's clock at the device's. A network only ever delays, so the packet that was
 * delayed least within some seconds shows how far the camera's times are off by now.
 *
 * <p>Small differences (quartz: some seconds a day) are worn off: time runs a twentieth faster or
 * slower until they are gone, which no rule can see. Times that leap ahead of their arrival cannot
 * be true and are put right at once; times that fall behind may be a network that catches up, so
 * they are put right only if they stay behind for a whole window.
 */
final class LiveDrift {
  /** How far a packet may be ahead of its arrival: no camera's rate is that uneven. */
  private static final long LEAP_US = 2_000_000;

  /** From here on times that stay behind are moved at once. */
  private static final long BEHIND_US = 1_000_000;

  /** What is not worth a correction: a network's usual unevenness. */
  private static final long TOLERANCE_US = 50_000;

  /** What time may run faster or slower meanwhile. */
  private static final double WEAR = 0.05;

  private static final long WINDOW_US = 5_000_000;

  /**
   * What to add to a packet's time and to all after it.
   *
   * @param jumped whether the camera's clock jumped, as opposed to drifted
   */
  record Correction(long us, boolean jumped) {}

  private static final Correction NONE = new Correction(0, false);

  private long windowStartUs;
  private long leastLateUs = Long.MAX_VALUE;
  private long wearUs;
  private long lastArrivedUs;

  /**
   * Looks at one packet.
   *
   * @param lateUs how much later it arrived than its time says; negative if earlier
   * @param arrivedUs when it arrived
   * @param back whether its time is before that of the packet before it
   */
  Correction correct(long lateUs, long arrivedUs, boolean back) {
    if (back || lateUs < -LEAP_US) {
      restart(arrivedUs);
      return new Correction(lateUs, true);
    }
    leastLateUs = Math.min(leastLateUs, lateUs);
    if (arrivedUs - windowStartUs >= WINDOW_US) {
      long off = leastLateUs;
      restart(arrivedUs);
      if (off > BEHIND_US) {
        return new Correction(off, true);
      }
      wearUs = Math.abs(off) > TOLERANCE_US ? off : 0;
    }
    return wear(arrivedUs);
  }

  private Correction wear(long arrivedUs) {
    long most = Math.round((arrivedUs - lastArrivedUs) * WEAR);
    lastArrivedUs = arrivedUs;
    if (wearUs == 0) {
      return NONE;
    }
    long step = Math.clamp(wearUs, -most, most);
    wearUs -= step;
    return new Correction(step, false);
  }

  private void restart(long arrivedUs) {
    windowStartUs = arrivedUs;
    leastLateUs = Long.MAX_VALUE;
    wearUs = 0;
  }
}
