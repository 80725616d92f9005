package dev.sitewarden.cloud.app;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each caller: full at first, refilled steadily, a token a call. The callers who
 * came longest ago are forgotten when there are too many, which fills their buckets.
 */
final class Buckets {
  private static final int MOST_CALLERS = 10_000;

  private final double size;
  private final double perSecond;
  private final Map<String, Level> levels = new LinkedHashMap<>(64, 0.75f, true);

  /** How full a caller's bucket was at an instant. */
  private record Level(double tokens, Instant at) {}

  Buckets(double size, double perSecond) {
    this.size = size;
    this.perSecond = perSecond;
  }

  /** Takes a token; false if there is none. */
  synchronized boolean take(String caller, Instant now) {
    double tokens = tokens(caller, now);
    boolean isTaken = tokens >= 1;
    levels.put(caller, new Level(isTaken ? tokens - 1 : tokens, now));
    if (levels.size() > MOST_CALLERS) {
      levels.remove(levels.keySet().iterator().next());
    }
    return isTaken;
  }

  /** Whether there is a token. */
  synchronized boolean hasToken(String caller, Instant now) {
    return tokens(caller, now) >= 1;
  }

  /** How long an empty bucket takes to hold a token, in whole seconds. */
  long secondsToWait() {
    return Math.max(1, Math.round(Math.ceil(1 / perSecond)));
  }

  private double tokens(String caller, Instant now) {
    Level level = levels.getOrDefault(caller, new Level(size, now));
    double seconds = Duration.between(level.at(), now).toMillis() / 1000.0;
    return Math.min(size, level.tokens() + Math.max(0, seconds) * perSecond);
  }
}
