package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Follows objects of one camera from frame to frame; owned by that camera's detection thread. */
public final class Tracker {
  /*
   * ByteTrack's idea: do not throw low-score detections away, they are mostly known objects that are half
   * hidden. So association has stages. First the sure detections are matched with every confirmed object,
   * also with those that were out of sight; then the unsure ones with confirmed objects that were seen in
   * the frame before and found nothing; then the sure ones that are left with objects seen only once or
   * twice. What is still left and sure starts a new object. Unsure detections never start one.
   *
   * Invariants: a detection is matched at most once; ids are never used again; an object that is not
   * confirmed and misses one frame is forgotten. Cost: O(n^3) in the objects of one label for the
   * assignment, n is below 50 in practice.
   *
   * Sources: Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box" (ECCV
   * 2022, arXiv:2110.06864), section 3 and algorithm 1; motion: see MotionAxis.
   */

  /**
   * Speeds and noise are per this time: the frame interval for which the noise shares were chosen.
   */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final double LONGEST_STEPS = 20;

  private final TrackerSettings settings;
  private List<Followed> objects = new ArrayList<>();
  private Instant before = Instant.MIN;
  private long ids;

  public Tracker(TrackerSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes the detections of the next frame.
   *
   * @param detections of all labels, also unsure ones down to {@link TrackerSettings#lowScore()}
   * @param capturedAt when the camera saw the frame; must not go back
   * @return the tracks that were matched in this frame and are confirmed
   */
  public List<Track> advance(List<Detection> detections, Instant capturedAt) {
    predict(capturedAt);
    List<Followed> confirmed = those(object -> object.hits() >= settings.confirmAfter());
    List<Followed> tentative = those(object -> object.hits() < settings.confirmAfter());
    List<Detection> sure = detections.stream().filter(this::isSure).toList();
    List<Detection> unsure =
        detections.stream().filter(d -> !isSure(d) && d.score() >= settings.lowScore()).toList();

    var first = new Matching(confirmed, sure, settings.minOverlap());
    List<Followed> justLost = first.unmatched().stream().filter(this::wasSeenBefore).toList();
    new Matching(justLost, unsure, settings.minOverlapLow());
    var last = new Matching(tentative, first.left(), settings.minOverlap());

    forget(capturedAt, last.unmatched());
    last.left().forEach(detection -> begin(detection, capturedAt));
    before = capturedAt;
    return told();
  }

  private void predict(Instant capturedAt) {
    if (before.equals(Instant.MIN)) {
      return;
    }
    if (!capturedAt.isAfter(before)) {
      throw new IllegalArgumentException(
          "frames must come in the order of their capture, got %s after %s"
              .formatted(capturedAt, before));
    }
    double steps = Duration.between(before, capturedAt).toNanos() / (double) STEP.toNanos();
    double bounded = Math.min(LONGEST_STEPS, steps);
    objects.forEach(object -> object.predict(bounded, capturedAt));
  }

  private List<Followed> those(Predicate<Followed> wanted) {
    return objects.stream().filter(wanted).toList();
  }

  private boolean isSure(Detection detection) {
    return detection.score() >= settings.threshold(detection.label());
  }

  private boolean wasSeenBefore(Followed object) {
    return object.lastSeen().equals(before);
  }

  private void forget(Instant now, List<Followed> unconfirmed) {
    Instant oldest = now.minus(settings.patience());
    objects.removeIf(object -> object.lastSeen().isBefore(oldest) || unconfirmed.contains(object));
  }

  private void begin(Detection detection, Instant at) {
    objects.add(new Followed(new TrackId(++ids), detection, at));
  }

  private List<Track> told() {
    return objects.stream()
        .filter(object -> object.isSeenNow() && object.hits() >= settings.confirmAfter())
        .map(Followed::track)
        .toList();
  }
}
