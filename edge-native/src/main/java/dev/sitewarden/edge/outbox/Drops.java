package dev.sitewarden.edge.outbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was given up of one class, by reason. Of a burst only the first and the sum are logged; it
 * ends when something is kept or delivered again. Any thread.
 */
final class Drops {
  private static final Logger LOG = System.getLogger(Drops.class.getName());

  private final MessageClass kind;
  private final Map<Drop, Long> counts = new EnumMap<>(Drop.class);
  private final Map<Drop, Long> burst = new EnumMap<>(Drop.class);

  Drops(MessageClass kind) {
    this.kind = kind;
  }

  synchronized void add(Drop why, String reason) {
    counts.merge(why, 1L, Long::sum);
    if (why != Drop.REPLACED && burst.merge(why, 1L, Long::sum) == 1) {
      LOG.log(
          Level.WARNING,
          "the outbox gives up {0} ({1}), others may follow: {2}",
          kind.key(),
          why.key(),
          reason);
    }
  }

  /** The reason does not hold any more. */
  synchronized void over(Drop why) {
    Long given = burst.remove(why);
    if (given != null && given > 1) {
      LOG.log(
          Level.WARNING, "the outbox gave up {0} {1} in a row ({2})", given, kind.key(), why.key());
    }
  }

  synchronized long count(Drop why) {
    return counts.getOrDefault(why, 0L);
  }
}
