package dev.sitewarden.edge.disk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is written to the disk, by kind, such as {@code recording}: an SD card wears out by
 * it. Any thread.
 */
public final class WriteMeter {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What was written: bytes handed to the kernel, and how often it had to put them on the disk. */
  public record Written(long bytes, long syncs) {
    static final Written NOTHING = new Written(0, 0);

    Written plus(Written more) {
      return new Written(bytes + more.bytes, syncs + more.syncs);
    }
  }

  private static final class Minutes {
    private final Deque<Map.Entry<Long, Written>> latest = new ArrayDeque<>();
    private Written total = Written.NOTHING;

    void add(long minute, Written more) {
      total = total.plus(more);
      Written before = Written.NOTHING;
      if (!latest.isEmpty() && latest.getLast().getKey() == minute) {
        before = latest.removeLast().getValue();
      }
      latest.add(Map.entry(minute, before.plus(more)));
      forgetBefore(minute - HOUR.toMinutes());
    }

    /** A clock that was set back leaves minutes of the future, which go too. */
    void forgetBefore(long minute) {
      latest.removeIf(
          entry -> entry.getKey() <= minute || entry.getKey() > minute + HOUR.toMinutes());
    }

    Written sum() {
      return latest.stream().map(Map.Entry::getValue).reduce(Written.NOTHING, Written::plus);
    }
  }

  private final InstantSource clock;
  private final Map<String, Minutes> kinds = new HashMap<>();

  public WriteMeter(InstantSource clock) {
    this.clock = clock;
  }

  /** Bytes were handed to the kernel, and put on the disk {@code syncs} times. */
  public synchronized void wrote(String kind, long bytes, long syncs) {
    kinds.computeIfAbsent(kind, any -> new Minutes()).add(minute(), new Written(bytes, syncs));
  }

  /** What was written so far, in the order of the alphabet. */
  public synchronized List<String> kinds() {
    return kinds.keySet().stream().sorted().toList();
  }

  /** Since the start. */
  public synchronized Written total(String kind) {
    Minutes minutes = kinds.get(kind);
    return minutes == null ? Written.NOTHING : minutes.total;
  }

  /** Since the start, of all kinds. */
  public synchronized Written total() {
    return kinds.values().stream()
        .map(minutes -> minutes.total)
        .reduce(Written.NOTHING, Written::plus);
  }

  /** In the last 60 minutes. */
  public synchronized Written lastHour(String kind) {
    Minutes minutes = kinds.get(kind);
    if (minutes == null) {
      return Written.NOTHING;
    }
    minutes.forgetBefore(minute() - HOUR.toMinutes());
    return minutes.sum();
  }

  private long minute() {
    Instant now = clock.instant();
    return Math.floorDiv(now.getEpochSecond(), 60);
  }
}
