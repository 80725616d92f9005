package dev.sitewarden.cloud.notify;

import java.time.Duration;
import java.util.Optional;

/** How long a server wants to be left alone; dates, which hardly anybody sends, are not read. */
public final class RetryAfter {
  private RetryAfter() {}

  /** Reads whole seconds; empty if it is anything else. */
  public static Optional<Duration> parse(String header) {
    return header.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty();
  }
}
