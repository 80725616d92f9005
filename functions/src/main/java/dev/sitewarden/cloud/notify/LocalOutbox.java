package dev.sitewarden.cloud.notify;

import jakarta.inject.Singleton;
import java.io.PrintStream;

/**
 * Hands messages over on this machine: each is a line on the console, and its row is what the
 * notifications page shows.
 */
@Singleton
class LocalOutbox {
  /** The channel's name in rows: people read these messages on the page. */
  static final String CHANNEL = "page";

  private final PrintStream console = System.out;

  void send(NotificationEntity notification) {
    console.printf("notification to %s: %s%n", notification.recipient, notification.text);
    console.flush();
  }
}
