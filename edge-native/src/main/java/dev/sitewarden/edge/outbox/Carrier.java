package dev.sitewarden.edge.outbox;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How the things in one lane are delivered, and when. Called on the lane's thread. */
interface Carrier {
  /** Starts to deliver; does not wait for the hub's answer. */
  CompletableFuture<Delivery> deliver(Entry entry);

  /**
   * The thing is delivered, or was given up, and will not be asked for again. Not called for what
   * the hub refused for good: that may be the only copy, and a person should look at it.
   */
  default void done(Entry entry) {}

  /** Things of the same group are delivered one after the other; each is its own by default. */
  default Object group(Entry entry) {
    return entry.sequence();
  }

  /** Why the thing needs not be delivered any more, if so. */
  default Optional<Drop> givenUp(Entry entry) {
    return Optional.empty();
  }

  /** Nothing is left in the lane. */
  default void emptied() {}

  /** Whether the lane may start something now: nothing more urgent waits. */
  default boolean mayStart() {
    return true;
  }
}
