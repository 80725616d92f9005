package dev.sitewarden.cloud.notify;

import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Hands messages over on this machine: each is a line on the console, and its row is what the
 * notifications page shows. The line leaves out the one-tap link, whose secret would be in a log.
 */
@Singleton
class LocalOutbox implements Channel {
  /** The channel's name in rows: people read these messages on the page. */
  static final String NAME = "page";

  private final PrintStream console = System.out;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public Attempt send(Message message) {
    console.printf("notification to %s: %s%n", message.recipient(), message.text());
    console.flush();
    return new Attempt.Accepted(Optional.empty());
  }
}
