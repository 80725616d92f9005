package dev.sitewarden.edge.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What a lane has taken from its log and is not done with, oldest first. Belongs to the lane's
 * thread.
 *
 * <p>Things are started in their order, several under way at a time, but for those of one group,
 * which wait for each other: one that comes later in a group starts when those before it are
 * settled, whatever has overtaken them meanwhile. When the hub asks for one again, nothing new is
 * started until that one is settled; of several such the oldest goes first and alone. What was
 * settled behind one that is not is remembered here and not started again; a killed process forgets
 * that, so that a restart repeats at most what was under way or remembered.
 */
final class Window {
  /** Things of a busy group wait, so more are looked at than may be under way. */
  static final int LOOK_AHEAD = 4;

  private static final class Turn {
    private final Entry entry;
    private final Object group;
    private Optional<CompletableFuture<Delivery>> underWay = Optional.empty();
    private boolean isSettled;
    private boolean mustRetry;
    private boolean isPoison;

    Turn(Entry entry, Object group) {
      this.entry = entry;
      this.group = group;
    }

    boolean isUnderWay() {
      return underWay.isPresent();
    }

    boolean isAnswered() {
      return underWay.map(CompletableFuture::isDone).orElse(false);
    }
  }

  /** What becomes of things; implemented by the lane. */
  interface Judge {
    void sent(Entry entry);

    /** Sets aside what the hub will never take. */
    void poisoned(Entry entry, String reason);

    void dropped(Entry entry, Drop why);
  }

  private final int width;
  private final Carrier carrier;
  private final Judge judge;
  private final Runnable answered;
  private final Deque<Turn> turns = new ArrayDeque<>();

  /**
   * @param width most things under way
   * @param answered is called on any thread when the hub has answered
   */
  Window(int width, Carrier carrier, Judge judge, Runnable answered) {
    this.width = width;
    this.carrier = carrier;
    this.judge = judge;
    this.answered = answered;
  }

  /** Takes more from the log. */
  void fill(SegmentLog log) {
    long after = turns.isEmpty() ? -1 : turns.getLast().entry.sequence();
    for (Entry entry : log.peek(after, width * LOOK_AHEAD - turns.size())) {
      turns.add(new Turn(entry, carrier.group(entry)));
    }
  }

  /** Gives up the oldest things that need not be delivered any more, whosever turn it is. */
  void giveUp() {
    for (Turn turn : turns) {
      if (!turn.isSettled && (turn.isUnderWay() || !giveUp(turn))) {
        return;
      }
    }
  }

  private boolean giveUp(Turn turn) {
    Optional<Drop> drop = carrier.givenUp(turn.entry);
    if (drop.isPresent()) {
      judge.dropped(turn.entry, drop.get());
      turn.isSettled = true;
      turn.mustRetry = false;
    }
    return drop.isPresent();
  }

  /** Starts what may be started. */
  void start() {
    Optional<Turn> again = turns.stream().filter(turn -> turn.mustRetry).findFirst();
    if (again.isEmpty()) {
      startNext();
    } else if (!again.get().isUnderWay()) {
      begin(again.get());
    }
  }

  private void startNext() {
    Set<Object> busy = new HashSet<>();
    long room = width - turns.stream().filter(Turn::isUnderWay).count();
    boolean goesOn = true;
    for (Turn turn : turns) {
      boolean isFirst = !turn.isSettled && busy.add(turn.group);
      if (isFirst && !turn.isUnderWay() && goesOn && room > 0) {
        goesOn = begin(turn); // what the hub wants again must not be overtaken
        room--;
      }
    }
  }

  /** False if the hub did not take it at once. */
  private boolean begin(Turn turn) {
    if (giveUp(turn)) {
      return true;
    }
    CompletableFuture<Delivery> result = carrier.deliver(turn.entry).exceptionally(Window::failed);
    turn.underWay = Optional.of(result);
    var unused = result.whenComplete((delivery, failure) -> answered.run());
    return !result.isDone() || result.join() instanceof Delivery.Sent;
  }

  private static Delivery failed(Throwable thrown) {
    return new Delivery.Retry(String.valueOf(thrown.getMessage()));
  }

  /** Takes the answers that have come; why one is wanted again, if so. */
  Optional<String> settle() {
    Optional<String> trouble = Optional.empty();
    for (Turn turn : turns) {
      if (turn.isAnswered()) {
        Optional<String> again = settle(turn);
        trouble = trouble.or(() -> again);
      }
    }
    return trouble;
  }

  private Optional<String> settle(Turn turn) {
    Delivery delivery = turn.underWay.orElseThrow().join();
    switch (delivery) {
      case Delivery.Sent sent -> judge.sent(turn.entry);
      case Delivery.Poison(String why) -> judge.poisoned(turn.entry, why); // throws: settled later
      case Delivery.Retry again -> {}
    }
    turn.underWay = Optional.empty();
    turn.mustRetry = delivery instanceof Delivery.Retry;
    turn.isSettled = !turn.mustRetry;
    turn.isPoison = delivery instanceof Delivery.Poison;
    return delivery instanceof Delivery.Retry(String why) ? Optional.of(why) : Optional.empty();
  }

  /** Lets go of what is settled and has nothing unsettled before it; whether that was anything. */
  boolean release(SegmentLog log) {
    boolean any = false;
    while (!turns.isEmpty() && turns.getFirst().isSettled) {
      Turn settled = turns.removeFirst();
      log.advance(settled.entry.sequence());
      if (!settled.isPoison) {
        carrier.done(settled.entry);
      }
      any = true;
    }
    return any;
  }
}
