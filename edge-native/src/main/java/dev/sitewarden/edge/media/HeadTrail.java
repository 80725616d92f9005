package dev.sitewarden.edge.media;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where somebody's head is over time: where it was seen, in between on a straight line, and before
 * and after for a moment where it was seen first and last, because a model that misses a head in
 * one frame must not show the face in it.
 */
final class HeadTrail {
  /** What a trail is followed by. */
  enum Kind {
    HEAD,
    PERSON;

    private static final Set<String> HEADS = Set.of("head", "helmet");
    private static final String PERSONS = "person";

    /** Empty for what has no face. */
    static Optional<Kind> of(Label label) {
      if (HEADS.contains(label.value())) {
        return Optional.of(HEAD);
      }
      return label.value().startsWith(PERSONS) ? Optional.of(PERSON) : Optional.empty();
    }
  }

  /** For how long a head is hidden where it was seen first and last. */
  static final Duration HOLD = Duration.ofMillis(600);

  /** A box misses chin and hair: this share of its size is added on every side. */
  private static final double MARGIN = 0.35;

  /** Added to the margin for every second since the head was seen: people move. */
  private static final double MARGIN_PER_SECOND = 1;

  /**
   * A standing person's head and neck are less than this share of the height, any pose's less than
   * half of the smaller side.
   */
  private static final double HEAD_OF_STANDING = 0.22;

  private static final double HEAD_OF_SMALLER_SIDE = 0.5;

  private final Kind kind;
  private final NavigableMap<Instant, BoundingBox> seen = new TreeMap<>();

  HeadTrail(Kind kind) {
    this.kind = kind;
  }

  void add(Instant at, Detection detection) {
    seen.put(at, detection.box());
  }

  Optional<BoundingBox> seenAt(Instant at) {
    return Optional.ofNullable(seen.get(at));
  }

  Kind kind() {
    return kind;
  }

  /** The head as it is at an instant, without margin; empty where nothing is known of it. */
  Optional<BoundingBox> head(Instant at) {
    return place(at).map(this::headOf);
  }

  /** What is to be hidden at an instant. */
  Optional<BoundingBox> hidden(Instant at) {
    return head(at).map(head -> grown(head, MARGIN + MARGIN_PER_SECOND * secondsUnseen(at)));
  }

  private Optional<BoundingBox> place(Instant at) {
    Map.Entry<Instant, BoundingBox> before = seen.floorEntry(at);
    Map.Entry<Instant, BoundingBox> after = seen.ceilingEntry(at);
    if (before != null && after != null) {
      return Optional.of(between(before, after, at));
    }
    Map.Entry<Instant, BoundingBox> nearest = before == null ? after : before;
    return nearest != null && away(nearest, at).compareTo(HOLD) <= 0
        ? Optional.of(nearest.getValue())
        : Optional.empty();
  }

  private double secondsUnseen(Instant at) {
    Map.Entry<Instant, BoundingBox> before = seen.floorEntry(at);
    Map.Entry<Instant, BoundingBox> after = seen.ceilingEntry(at);
    double since = before == null ? Double.MAX_VALUE : seconds(away(before, at));
    double until = after == null ? Double.MAX_VALUE : seconds(away(after, at));
    return Math.min(since, until);
  }

  private static BoundingBox between(
      Map.Entry<Instant, BoundingBox> before, Map.Entry<Instant, BoundingBox> after, Instant at) {
    double whole = seconds(Duration.between(before.getKey(), after.getKey()));
    double share = whole == 0 ? 0 : seconds(away(before, at)) / whole;
    BoundingBox a = before.getValue();
    BoundingBox b = after.getValue();
    return new BoundingBox(
        a.left() + share * (b.left() - a.left()),
        a.top() + share * (b.top() - a.top()),
        a.right() + share * (b.right() - a.right()),
        a.bottom() + share * (b.bottom() - a.bottom()));
  }

  private static Duration away(Map.Entry<Instant, BoundingBox> entry, Instant at) {
    return Duration.between(entry.getKey(), at).abs();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private BoundingBox headOf(BoundingBox box) {
    if (kind == Kind.HEAD) {
      return box;
    }
    double smaller = Math.min(box.width(), box.height());
    double height = Math.max(HEAD_OF_STANDING * box.height(), HEAD_OF_SMALLER_SIDE * smaller);
    return new BoundingBox(box.left(), box.top(), box.right(), box.top() + height);
  }

  private static BoundingBox grown(BoundingBox box, double margin) {
    double across = margin * box.width();
    double down = margin * box.height();
    return new BoundingBox(
        Math.max(0, box.left() - across),
        Math.max(0, box.top() - down),
        Math.min(1, box.right() + across),
        Math.min(1, box.bottom() + down));
  }
}
