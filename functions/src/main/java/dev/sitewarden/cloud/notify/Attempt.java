package dev.sitewarden.cloud.notify;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What came of one attempt to hand a message over. */
public sealed interface Attempt {
  /**
   * Statuses below 500 that pass by themselves: time-out, too early, too many; and, if somebody
   * puts it right, a key that was changed, a role that is not in effect yet, a receiver that is not
   * there.
   */
  Set<Integer> PASSING = Set.of(401, 403, 404, 408, 425, 429);

  /**
   * The channel has it now.
   *
   * @param receipt the channel's name for it, which delivery reports mention
   */
  record Accepted(Optional<String> receipt) implements Attempt {}

  /**
   * It may work later, unchanged.
   *
   * @param after how long the channel wants to be left alone, if it said so
   */
  record Retry(String reason, Optional<Duration> after) implements Attempt {}

  /** It will never work. */
  record Refused(String reason) implements Attempt {}

  /** In one word, for counts. */
  default String outcome() {
    return switch (this) {
      case Accepted accepted -> "accepted";
      case Retry retry -> "retry";
      case Refused refused -> "refused";
    };
  }

  /** The one table of what a channel's HTTP status means; a success has no receipt here. */
  static Attempt ofStatus(int status, Optional<Duration> after, String said) {
    if (status >= 200 && status < 300) {
      return new Accepted(Optional.empty());
    }
    String reason =
        "the channel answered %d%s".formatted(status, said.isBlank() ? "" : ": " + shortened(said));
    return status >= 500 || PASSING.contains(status)
        ? new Retry(reason, after)
        : new Refused(reason);
  }

  /**
   * The same for a call that failed; causes are searched, so that wrapping changes nothing. What is
   * not known may pass: an alarm that is tried some times for nothing is cheaper than one that is
   * lost for a token that was not to be had.
   */
  static Attempt ofFailure(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      switch (cause) {
        case ChannelException refusal -> {
          return ofStatus(refusal.status(), refusal.retryAfter(), refusal.said());
        }
        case HttpTimeoutException slow -> {
          return new Retry("the channel did not answer in time", Optional.empty());
        }
        case TimeoutException slow -> {
          return new Retry("the channel did not answer in time", Optional.empty());
        }
        case IOException lost -> {
          return new Retry("the channel was not reached: " + lost, Optional.empty());
        }
        default -> cause = cause.getCause();
      }
    }
    return new Retry("the message was not sent: " + failure, Optional.empty());
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
