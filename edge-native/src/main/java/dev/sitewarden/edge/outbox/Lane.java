package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.Handover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One durable queue and the virtual thread that delivers from it: the oldest things first, several
 * under way at a time, again after a pause when it did not work. What is put in goes out at once if
 * the window has room.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Lane.class.getName());

  /** How the things in this lane are delivered. */
  interface Carrier {
    /** Starts to deliver; does not wait for the hub. */
    CompletableFuture<Delivery> deliver(Entry entry);

    /** The thing is delivered and will not be asked for again. */
    default void delivered(Entry entry) {}
  }

  private final String name;
  private final SegmentLog log;
  private final int window;
  private final Duration pause;
  private final Carrier carrier;
  private final PoisonFolder poison;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private Optional<String> trouble = Optional.empty();
  private boolean closed;

  /**
   * A lane that starts to deliver when {@link #start} is called.
   *
   * @param window things under way at a time
   * @param pause between attempts; the uplink itself waits for its connection
   */
  Lane(
      String name,
      SegmentLog log,
      int window,
      Duration pause,
      Carrier carrier,
      PoisonFolder poison) {
    this.name = name;
    this.log = log;
    this.window = window;
    this.pause = pause;
    this.carrier = carrier;
    this.poison = poison;
    this.thread = Thread.ofVirtual().name("outbox-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Handover put(byte[] payload) {
    Handover handover = log.append(payload);
    signal();
    return handover;
  }

  private void run() {
    while (!isClosed()) {
      try {
        deliver();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody does so; the queue is on the disk
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "outbox lane {0} pauses: {1}", name, e.getMessage());
        settled(Optional.of(String.valueOf(e.getMessage())));
        rest();
      }
    }
  }

  /** Keeps the window full; returns when an attempt did not work, and then starts over. */
  private void deliver() throws InterruptedException {
    Deque<Attempt> underWay = new ArrayDeque<>();
    while (!isClosed()) {
      start(underWay);
      if (underWay.isEmpty()) {
        awaitChange(() -> log.waiting() == 0);
      } else if (underWay.getFirst().result().isDone()) {
        if (!settle(underWay.removeFirst())) {
          rest();
          return;
        }
      } else {
        long last = underWay.getLast().entry().sequence();
        awaitChange(
            () ->
                !underWay.getFirst().result().isDone()
                    && (underWay.size() == window || log.last() == last));
      }
    }
  }

  private record Attempt(Entry entry, CompletableFuture<Delivery> result) {}

  private void start(Deque<Attempt> underWay) {
    long after = underWay.isEmpty() ? -1 : underWay.getLast().entry().sequence();
    for (Entry entry : log.peek(after, window - underWay.size())) {
      CompletableFuture<Delivery> result = carrier.deliver(entry).exceptionally(Lane::failed);
      underWay.add(new Attempt(entry, result));
      var unused = result.whenComplete((delivery, failure) -> signal());
      if (result.isDone() && !(result.join() instanceof Delivery.Sent)) {
        return; // what comes behind must not overtake it
      }
    }
  }

  /** Whether the thing is done with. */
  private boolean settle(Attempt attempt) {
    Optional<String> reason =
        switch (attempt.result().join()) {
          case Delivery.Sent sent -> Optional.empty();
          case Delivery.Retry(String why) -> Optional.of(why);
          case Delivery.Poison(String why) -> {
            poison.keep(name, attempt.entry(), why);
            yield Optional.empty();
          }
        };
    if (reason.isEmpty()) {
      log.advance(attempt.entry().sequence());
      carrier.delivered(attempt.entry());
    }
    settled(reason);
    return reason.isEmpty();
  }

  private static Delivery failed(Throwable thrown) {
    return new Delivery.Retry(String.valueOf(thrown.getMessage()));
  }

  private void settled(Optional<String> reason) {
    lock.lock();
    try {
      trouble = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void awaitChange(BooleanSupplier unchanged) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && unchanged.getAsBoolean()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is left; false if the time is up before. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(limit);
      while (log.waiting() > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return log.waiting() == 0;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    return log.waiting();
  }

  /** Why the latest attempt did not work; empty if it did. */
  Optional<String> trouble() {
    lock.lock();
    try {
      return trouble;
    } finally {
      lock.unlock();
    }
  }

  /** Stops delivering; what waits, waits on the disk. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
