package dev.sitewarden.edge.outbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much the outbox holds, for how long, and how fast it empties.
 *
 * @param shares of every class
 * @param incidentWindow incidents under way at a time: raising it drains a long queue faster, and
 *     repeats more after a crash
 * @param fileWindow files under way at a time, so that a clip does not hold up the next picture
 * @param pause between two attempts that fail
 */
public record OutboxConfig(
    Map<MessageClass, Share> shares, int incidentWindow, int fileWindow, Duration pause) {

  /** An incident that opens meanwhile waits for no more than these. */
  private static final int OTHER_WINDOW = 4;

  /** What a device was not asked for in a week has been asked for elsewhere. */
  private static final Duration WEEK = Duration.ofDays(7);

  /** A camera that was lost last week is no news. */
  private static final Duration THREE_DAYS = Duration.ofDays(3);

  /** How a machine was when it was switched off says nothing of how it is. */
  private static final Duration HOUR = Duration.ofHours(1);

  private static final long MEGABYTE = 1 << 20;

  /**
   * What a class may take.
   *
   * @param bytes most in its folder; what does not fit is refused
   * @param life after which a thing is given up; empty if never
   */
  public record Share(long bytes, Optional<Duration> life) {
    public Share {
      if (bytes < 1 || life.filter(limit -> !limit.isPositive()).isPresent()) {
        throw new IllegalArgumentException(
            "a share of the outbox needs 1 byte or more and a life above 0s, got %d and %s"
                .formatted(bytes, life));
      }
    }

    static Share ofMegabytes(long count) {
      return new Share(count * MEGABYTE, Optional.empty());
    }

    Share living(Duration life) {
      return new Share(bytes, Optional.of(life));
    }
  }

  public OutboxConfig {
    shares = Map.copyOf(shares);
    for (MessageClass kind : MessageClass.values()) {
      if (!shares.containsKey(kind)) {
        throw new IllegalArgumentException("the outbox needs a share for " + kind.key());
      }
    }
    if (fileWindow < 1 || incidentWindow < 1 || incidentWindow > 1000) {
      throw new IllegalArgumentException(
          "the outbox needs windows of 1..1000, got %d and %d"
              .formatted(incidentWindow, fileWindow));
    }
  }

  /**
   * Room for the 72 hours at one incident a minute that a device must bridge, with 15 KB for each
   * of them, and for a week's counts of four zones; 130 MB in all, and what the hub refused.
   */
  public static OutboxConfig defaults() {
    Map<MessageClass, Share> shares = new EnumMap<>(MessageClass.class);
    shares.put(MessageClass.INCIDENTS, Share.ofMegabytes(64));
    shares.put(MessageClass.MEDIA, Share.ofMegabytes(16));
    shares.put(MessageClass.HEALTH, Share.ofMegabytes(4).living(THREE_DAYS));
    shares.put(MessageClass.COUNTS, Share.ofMegabytes(20).living(WEEK));
    shares.put(MessageClass.SAMPLES, Share.ofMegabytes(4).living(WEEK));
    shares.put(MessageClass.VITALS, Share.ofMegabytes(2).living(HOUR));
    shares.put(MessageClass.EVIDENCE_FILES, Share.ofMegabytes(16));
    shares.put(MessageClass.SAMPLE_FILES, Share.ofMegabytes(4).living(WEEK));
    return new OutboxConfig(shares, 16, 3, Duration.ofMillis(500));
  }

  /** The same with another share for a class. */
  OutboxConfig with(MessageClass kind, Share share) {
    Map<MessageClass, Share> changed = new EnumMap<>(shares);
    changed.put(kind, share);
    return new OutboxConfig(changed, incidentWindow, fileWindow, pause);
  }

  /** The same at another pace. */
  OutboxConfig at(int incidents, int files, Duration rest) {
    return new OutboxConfig(shares, incidents, files, rest);
  }

  Share share(MessageClass kind) {
    return Optional.ofNullable(shares.get(kind)).orElseThrow();
  }

  int window(MessageClass kind) {
    if (kind.isFile()) {
      return fileWindow;
    }
    return kind == MessageClass.INCIDENTS ? incidentWindow : Math.min(OTHER_WINDOW, incidentWindow);
  }
}
