package dev.sitewarden.edge.media;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.TrackId;
import dev.sitewarden.domain.vision.Tracker;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.edge.media.HeadTrail.Kind;
import dev.sitewarden.inference.frame.PlanarPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which parts of an incident's pictures are made unrecognisable, at any instant.
 *
 * <p>Everybody whom the model saw is followed by the tracker that rules use too, heads and helmets
 * as one kind, so that a helmet that is taken for a head for a moment stays one person. What is not
 * known is hidden: a picture that is further than a second from a frame that the model looked at is
 * pixelated as a whole.
 */
final class BlurPlan {
  /** How far a picture may be from what the model looked at. */
  static final Duration BLIND = Duration.ofSeconds(1);

  /** How much a track must overlap the subject's box to be the subject's. */
  private static final double SAME_OBJECT = 0.5;

  /** Believes every detection at once; a second without one ends a track. */
  private static final TrackerSettings EVERYBODY =
      new TrackerSettings(0, Map.of(), 0, 1, BLIND, 0.1, 0.1);

  private final Privacy privacy;
  private final NavigableSet<Instant> looks = new TreeSet<>();
  private final List<HeadTrail> trails = new ArrayList<>();
  private final Optional<HeadTrail> subject;

  /**
   * A plan for one incident.
   *
   * @param frames what the model saw around it, in the order of time
   */
  BlurPlan(Privacy privacy, IncidentOpened incident, Collection<SeenFrame> frames) {
    this.privacy = privacy;
    frames.forEach(frame -> looks.add(frame.capturedAt()));
    for (Kind kind : Kind.values()) {
      trails.addAll(follow(kind, frames));
    }
    this.subject =
        privacy.blur() == Blur.OTHERS
            ? find(incident.subject(), incident.capturedAt())
            : Optional.empty();
  }

  private static Collection<HeadTrail> follow(Kind kind, Collection<SeenFrame> frames) {
    var tracker = new Tracker(EVERYBODY);
    Map<TrackId, HeadTrail> trails = new LinkedHashMap<>();
    for (SeenFrame frame : frames) {
      for (Track track : tracker.advance(ofKind(kind, frame.all()), frame.capturedAt())) {
        trails
            .computeIfAbsent(track.id(), any -> new HeadTrail(kind))
            .add(frame.capturedAt(), track.detection());
      }
    }
    return trails.values();
  }

  private static List<Detection> ofKind(Kind kind, List<Detection> all) {
    Label label = new Label(kind.name().toLowerCase(Locale.ROOT));
    return all.stream()
        .filter(detection -> Kind.of(detection.label()).equals(Optional.of(kind)))
        .map(detection -> new Detection(label, detection.score(), detection.box()))
        .toList();
  }

  private Optional<HeadTrail> find(Detection wanted, Instant at) {
    Optional<HeadTrail> best = Optional.empty();
    double bestIou = SAME_OBJECT;
    for (HeadTrail trail : trails) {
      double iou = trail.seenAt(at).map(wanted.box()::iou).orElse(0.0);
      if (iou > bestIou && Kind.of(wanted.label()).equals(Optional.of(trail.kind()))) {
        best = Optional.of(trail);
        bestIou = iou;
      }
    }
    return best;
  }

  /** Makes unrecognisable what is to be so in a picture that was captured at an instant. */
  void paint(PlanarPicture picture, Instant at) {
    if (privacy.blur() != Blur.NONE) {
      if (isBlind(at)) {
        picture.pixelate();
      } else {
        List<BoundingBox> clear = clear(at);
        hidden(at).forEach(box -> picture.pixelate(box, clear));
      }
    }
    for (Polygon area : privacy.covered()) {
      picture.cover(area);
    }
  }

  private boolean isBlind(Instant at) {
    Instant before = looks.floor(at);
    Instant after = looks.ceiling(at);
    boolean seenBefore = before != null && !at.isAfter(before.plus(BLIND));
    boolean seenAfter = after != null && !at.isBefore(after.minus(BLIND));
    return !seenBefore && !seenAfter;
  }

  /** What nobody may recognise; boxes may overlap. */
  List<BoundingBox> hidden(Instant at) {
    return trails.stream()
        .filter(trail -> !Optional.of(trail).equals(subject))
        .flatMap(trail -> trail.hidden(at).stream())
        .toList();
  }

  /** What stays as it is, whoever stands before or behind it. */
  List<BoundingBox> clear(Instant at) {
    return subject.flatMap(trail -> trail.head(at)).stream().toList();
  }
}
