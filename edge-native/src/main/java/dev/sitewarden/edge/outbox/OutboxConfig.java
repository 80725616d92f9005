package dev.sitewarden.edge.outbox;

import java.time.Duration;

/**
 * How much the outbox holds and how fast it empties.
 *
 * @param eventBytes cap of the events' folder: 72 h at one incident a minute are about 40 MB
 * @param uploadBytes cap of the list of files, not of the files
 * @param eventWindow events under way at a time: raising it drains a long queue faster, and repeats
 *     more after a crash
 * @param uploadWindow files under way at a time, so that a clip does not hold up the next picture
 * @param pause between two attempts that fail
 */
public record OutboxConfig(
    long eventBytes, long uploadBytes, int eventWindow, int uploadWindow, Duration pause) {
  public OutboxConfig {
    if (eventBytes < 1
        || uploadBytes < 1
        || uploadWindow < 1
        || eventWindow < 1
        || eventWindow > 1000) {
      throw new IllegalArgumentException(
          "outbox needs caps of at least 1 byte and a window of 1..1000, got %d, %d, %d"
              .formatted(eventBytes, uploadBytes, eventWindow));
    }
  }

  public static OutboxConfig defaults() {
    return new OutboxConfig(64L << 20, 16L << 20, 16, 3, Duration.ofMillis(500));
  }
}
