package dev.sitewarden.edge.outbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lanes of all classes, and whose turn it is: a lane starts nothing while a more urgent one on
 * the same way has something that is not delivered. Filled before the lanes start; then any thread.
 */
final class Lanes implements AutoCloseable {
  private final Map<MessageClass, Lane> lanes = new EnumMap<>(MessageClass.class);

  void add(MessageClass kind, Lane lane) {
    lanes.put(kind, lane);
  }

  Lane of(MessageClass kind) {
    return Optional.ofNullable(lanes.get(kind)).orElseThrow();
  }

  void start() {
    lanes.values().forEach(Lane::start);
  }

  boolean isTurnOf(MessageClass kind) {
    return kind.moreUrgent().stream().allMatch(other -> of(other).waiting() == 0);
  }

  /** Nothing of the class waits any more. */
  void emptied(MessageClass kind) {
    kind.lessUrgent().forEach(other -> of(other).wake());
  }

  int waiting() {
    return lanes.values().stream().mapToInt(Lane::waiting).sum();
  }

  /** Waits until nothing is left; files first, which make announcements. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean isEmpty = true;
    for (boolean files : new boolean[] {true, false}) {
      for (var lane : lanes.entrySet()) {
        if (lane.getKey().isFile() == files) {
          long left = Math.max(0, end - System.nanoTime());
          isEmpty &= lane.getValue().awaitEmpty(Duration.ofNanos(left));
        }
      }
    }
    return isEmpty;
  }

  /** Of the most urgent class that has any. */
  Optional<String> trouble() {
    return lanes.values().stream().flatMap(lane -> lane.trouble().stream()).findFirst();
  }

  /** Files first, since they put announcements into the other lanes. */
  @Override
  public void close() {
    for (boolean files : new boolean[] {true, false}) {
      lanes.forEach(
          (kind, lane) -> {
            if (kind.isFile() == files) {
              lane.close();
            }
          });
    }
  }
}
