package dev.sitewarden.cloud.notify;

/** A way to reach somebody; blocking, called on a virtual thread, outside every transaction. */
public interface Channel {
  /** The name in rows: {@code page}, {@code sms}, {@code email} or {@code webhook:NAME}. */
  String name();

  /** Whether it is set up; one that is not is never chosen. */
  boolean isReady();

  /**
   * Hands a message over, once however often it is called: its id is the idempotency key. May throw
   * whatever {@link Attempt#ofFailure} knows.
   */
  Attempt send(Message message);
}
