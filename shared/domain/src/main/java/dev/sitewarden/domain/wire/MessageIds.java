package dev.sitewarden.domain.wire;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes message ids: UUID version 7 (RFC 9562, section 5.7), each greater than the one before, even
 * within one millisecond and when the clock steps back. Any thread.
 *
 * <p>Layout: 48 bits milliseconds, version, 12 bits counter, variant, 62 bits random. The counter
 * starts below 2048 in each millisecond (section 6.2, method 1); when it is used up, the next
 * millisecond is borrowed.
 */
public final class MessageIds {
  private static final int COUNTER_LIMIT = 1 << 12;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis = -1;
  private int counter;

  public MessageIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public synchronized MessageId next() {
    long now = clock.millis();
    if (now > millis) {
      start(now);
    } else if (++counter == COUNTER_LIMIT) {
      start(millis + 1);
    }
    long high = (millis << 16) | 0x7000L | counter;
    long low = (random.nextLong() >>> 2) | (1L << 63);
    return new MessageId(new UUID(high, low));
  }

  private void start(long newMillis) {
    millis = newMillis;
    counter = random.nextInt(COUNTER_LIMIT / 2);
  }
}
