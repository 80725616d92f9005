package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.Handover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One durable queue and the virtual thread that delivers from it: the oldest things first, several
 * under way at a time, again after a pause when it did not work.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Lane.class.getName());

  /** How the things in this lane are delivered. */
  interface Carrier {
    /** Starts to deliver; the future never fails. */
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
  private final CompletableFuture<Delivery> stopped = new CompletableFuture<>();
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
    try {
      while (awaitWork()) {
        if (!deliverSome()) {
          rest();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so; the queue is on the disk
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    LOG.log(Level.ERROR, "outbox lane {0} stopped: {1}", name, e.getMessage());
    lock.lock();
    try {
      trouble = Optional.of(String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && log.waiting() == 0) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether everything that was tried is done with. */
  private boolean deliverSome() throws InterruptedException {
    List<Entry> entries = log.peek(window);
    List<CompletableFuture<Delivery>> attempts = new ArrayList<>();
    for (Entry entry : entries) {
      attempts.add(carrier.deliver(entry));
    }
    for (int i = 0; i < entries.size(); i++) {
      if (!settle(entries.get(i), attempts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean settle(Entry entry, CompletableFuture<Delivery> attempt)
      throws InterruptedException {
    Optional<String> reason =
        switch (resultOf(attempt)) {
          case Delivery.Sent sent -> Optional.empty();
          case Delivery.Retry(String why) -> Optional.of(why);
          case Delivery.Poison(String why) -> {
            poison.keep(name, entry, why);
            yield Optional.empty();
          }
        };
    if (reason.isEmpty()) {
      log.advance(entry.sequence());
      carrier.delivered(entry);
    }
    lock.lock();
    try {
      trouble = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return reason.isEmpty();
  }

  private Delivery resultOf(CompletableFuture<Delivery> attempt) throws InterruptedException {
    try {
      return (Delivery) CompletableFuture.anyOf(attempt, stopped).get();
    } catch (ExecutionException e) {
      return new Delivery.Retry(String.valueOf(e.getCause()));
    }
  }

  private void rest() throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
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
    stopped.complete(new Delivery.Retry("the outbox was closed")); // an interrupt would close files
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
