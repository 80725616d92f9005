package dev.sitewarden.edge.outbox;

/** What came of one attempt to deliver one thing. */
public sealed interface Delivery {
  /** The hub has it. */
  record Sent() implements Delivery {}

  /** Not now: the same thing is tried again later. */
  record Retry(String reason) implements Delivery {}

  /** Never: the hub will not take it, so it is set aside and the next one gets its turn. */
  record Poison(String reason) implements Delivery {}
}
