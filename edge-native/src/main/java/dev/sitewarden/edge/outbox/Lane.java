package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.Handover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * One durable queue and the virtual thread that delivers from it: the oldest things first, several
 * under way at a time, again after a pause when it did not work. What is put in goes out at once if
 * the window has room.
 *
 * <p>What it guarantees: nothing newer is started before something that the hub wants again; what
 * the hub has taken is not sent a second time by this process, however long something before it
 * waits; things of one group arrive in their order, always. Things of different groups may arrive
 * out of order when the hub takes one and wants an older one again.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Lane.class.getName());

  /**
   * How it delivers.
   *
   * @param window things under way at a time
   * @param pause between attempts; the uplink itself waits for its connection
   */
  record Terms(String name, int window, Duration pause) {}

  private final Terms terms;
  private final SegmentLog log;
  private final Carrier carrier;
  private final PoisonFolder poison;
  private final Drops drops;
  private final Window window;
  private final Pulse pulse = new Pulse();
  private final Thread thread;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean closed;

  /** A lane that starts to deliver when {@link #start} is called. */
  Lane(Terms terms, SegmentLog log, Carrier carrier, PoisonFolder poison, Drops drops) {
    this.terms = terms;
    this.log = log;
    this.carrier = carrier;
    this.poison = poison;
    this.drops = drops;
    this.window = new Window(terms.window(), carrier, new Fate(), pulse::beat);
    this.thread = Thread.ofVirtual().name("outbox-" + terms.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Handover put(byte[] payload) {
    Handover handover = log.append(payload);
    pulse.beat();
    return handover;
  }

  private void run() {
    try {
      while (!closed) {
        long seen = pulse.beats();
        step();
        pulse.await(seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so; the queue is on the disk
    }
  }

  /** Does what can be done at the moment. */
  private void step() throws InterruptedException {
    try {
      Optional<String> again = window.settle();
      if (window.release(log)) {
        trouble = Optional.empty();
        released();
      }
      if (again.isPresent()) {
        trouble = again;
        rest();
      }
      window.fill(log);
      window.giveUp();
      if (carrier.mayStart()) {
        window.start();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "outbox lane {0} pauses: {1}", terms.name(), e.getMessage());
      trouble = Optional.of(String.valueOf(e.getMessage()));
      rest();
      pulse.beat(); // it is tried again
    }
  }

  private void released() {
    pulse.beat(); // somebody may wait for the end
    if (log.waiting() == 0) {
      carrier.emptied();
    }
  }

  private void rest() throws InterruptedException {
    long left = terms.pause().toNanos();
    for (long seen = pulse.beats(); !closed && left > 0; seen = pulse.beats()) {
      left = pulse.await(seen, left);
    }
  }

  private final class Fate implements Window.Judge {
    @Override
    public void sent(Entry entry) {
      drops.over(Drop.EXPIRED);
      drops.over(Drop.FILE_GONE);
    }

    @Override
    public void poisoned(Entry entry, String reason) {
      poison.keep(terms.name(), entry, reason);
    }

    @Override
    public void dropped(Entry entry, Drop why) {
      drops.add(why, "entry %d".formatted(entry.sequence()));
      pulse.beat(); // the next one has its turn
    }
  }

  /** Waits until nothing is left; false if the time is up before. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    long seen = pulse.beats();
    while (log.waiting() > 0 && left > 0) {
      left = pulse.await(seen, left);
      seen = pulse.beats();
    }
    return log.waiting() == 0;
  }

  /** Somebody else's state changed, on which it may depend what is done. */
  void wake() {
    pulse.beat();
  }

  int waiting() {
    return log.waiting();
  }

  /** The bytes that wait. */
  long bytes() {
    return log.waitingBytes();
  }

  /** Why the latest attempt did not work; empty if it did. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Stops delivering; what waits, waits on the disk. */
  @Override
  public void close() {
    closed = true;
    pulse.beat();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
