package dev.sitewarden.cloud.notify;

import java.time.Duration;
import java.util.Optional;

/** A channel answered with a status that is no success. */
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Optional<Duration> retryAfter;
  private final String said;

  /**
   * Keeps what the channel said.
   *
   * @param status HTTP
   * @param retryAfter how long it wants to be left alone, if it said so
   */
  public ChannelException(int status, Optional<Duration> retryAfter, String said) {
    super("the channel answered %d: %s".formatted(status, said));
    this.status = status;
    this.retryAfter = retryAfter;
    this.said = said;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  String said() {
    return said;
  }
}
