package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import java.time.Duration;

/** Adds up the objects of one label in one zone during one interval. */
final class LabelTally {
  private int now;
  private int most;
  private double objectNanos;
  private int entered;
  private int left;
  private int in;
  private int out;

  void startFrame() {
    now = 0;
  }

  void inside() {
    now++;
    most = Math.max(most, now);
  }

  void entered() {
    entered++;
  }

  void left() {
    left++;
  }

  void crossed(Direction direction) {
    switch (direction) {
      case IN -> in++;
      case OUT -> out++;
    }
  }

  /** Lets the time since the last frame count as that frame was. */
  void pass(Duration time) {
    objectNanos += (double) now * time.toNanos();
  }

  LabelCount count(Label label, Duration watched) {
    double mean = watched.isZero() ? most : Math.min(most, objectNanos / watched.toNanos());
    return new LabelCount(label, most, mean, entered, left, in, out);
  }

  /** Begins the next interval with those who are there. */
  void restart() {
    most = now;
    objectNanos = 0;
    entered = 0;
    left = 0;
    in = 0;
    out = 0;
  }

  /** Whether there is nothing to say of the interval so far. */
  boolean isNothing() {
    return most == 0 && entered == 0 && left == 0 && in == 0 && out == 0;
  }
}
