package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows objects of one camera from frame to frame; owned by that camera's detection thread. */
public final class Tracker {
  /*
   * ByteTrack's association [1]. Every object has a Kalman filter that says where its box should be
   * now (BoxMotion). Boxes and detections are paired in three stages, each an optimal assignment
   * that maximises the sum of overlaps (Assignment); only equal labels pair.
   *
   *   1. all confirmed objects, those out of sight included, with the detections of high score;
   *   2. what is left of those that were in sight, with the detections of low score: somebody half
   *      hidden still has a weak detection where he is expected, background seldom has;
   *   3. objects that are not confirmed yet, with what is left of the high scores.
   *
   * What is left of the high scores begins new objects; low scores never do. An object that is not
   * confirmed dies at its first miss, a confirmed one when it was unseen for longer than patience.
   *
   * Invariants: a detection is used at most once a frame; ids count confirmed objects from 1 and are
   * given in the order in which these were first seen; equal input gives equal output on every
   * platform (no randomness, no hash order).
   *
   * Cost a frame: O((objects + detections)^3) time in the worst case, microseconds for tens;
   * buffers are kept, what is allocated are the returned tracks and new objects.
   *
   * 1. Y. Zhang et al.: ByteTrack: Multi-object tracking by associating every detection box.
   *    arXiv:2110.06864, section 3 and algorithm 1.
   */
  private TrackerSettings settings;
  private final Assignment assignment = new Assignment();
  private final List<Trail> trails = new ArrayList<>();
  private final List<Trail> waiting = new ArrayList<>();
  private final List<Trail> stage = new ArrayList<>();
  private final List<Detection> high = new ArrayList<>();
  private final List<Detection> low = new ArrayList<>();
  private double[] gains = {};
  private long lastId;
  private @Nullable Instant lastFrame;

  public Tracker() {
    this(TrackerSettings.defaults());
  }

  public Tracker(TrackerSettings settings) {
    this.settings = settings;
  }

  /**
   * Follows on by other thresholds from the next frame on, as after another model has taken over;
   * tracks go on.
   */
  public void follow(TrackerSettings changed) {
    settings = changed;
  }

  /**
   * Takes the detections of the next frame. A time before the last frame's counts as the same time.
   *
   * @return the tracks that were matched in this frame and are confirmed, in the order of their ids
   */
  public List<Track> advance(List<Detection> detections, Instant capturedAt) {
    moveOn(capturedAt);
    sortByScore(detections);
    waiting.addAll(trails);
    pair(Trail::isConfirmed, high, settings.minIou(), capturedAt);
    pair(trail -> trail.isConfirmed() && trail.isInSight(), low, settings.minIouLow(), capturedAt);
    pair(trail -> !trail.isConfirmed(), high, settings.minIou(), capturedAt);
    waiting.forEach(Trail::miss);
    waiting.clear();
    trails.removeIf(trail -> !trail.isInSight() && !trail.isConfirmed());
    for (Detection detection : high) {
      trails.add(new Trail(detection, capturedAt));
    }
    return tracksInSight();
  }

  private void moveOn(Instant capturedAt) {
    Duration elapsed = lastFrame == null ? Duration.ZERO : Duration.between(lastFrame, capturedAt);
    lastFrame = capturedAt;
    trails.removeIf(
        trail ->
            !trail.isInSight()
                && Duration.between(trail.lastSeen(), capturedAt).compareTo(settings.patience())
                    > 0);
    for (Trail trail : trails) {
      trail.predict(elapsed.isNegative() ? Duration.ZERO : elapsed);
    }
  }

  private void sortByScore(List<Detection> detections) {
    high.clear();
    low.clear();
    for (Detection detection : detections) {
      if (detection.score() >= settings.highScoreOf(detection.label())) {
        high.add(detection);
      } else if (detection.score() >= settings.lowScore()) {
        low.add(detection);
      }
    }
  }

  /** One stage: takes what it pairs out of {@code waiting} and out of the detections. */
  private void pair(
      Predicate<Trail> eligible, List<Detection> detections, double minIou, Instant capturedAt) {
    stage.clear();
    for (Trail trail : waiting) {
      if (eligible.test(trail)) {
        stage.add(trail);
      }
    }
    if (stage.isEmpty() || detections.isEmpty()) {
      return;
    }
    int[] detectionOf =
        assignment.maximise(gains(detections, minIou), stage.size(), detections.size());
    for (int i = 0; i < stage.size(); i++) {
      if (detectionOf[i] >= 0) {
        stage.get(i).match(detections.get(detectionOf[i]), capturedAt);
        waiting.remove(stage.get(i));
      }
    }
    removeUsed(detections, detectionOf);
  }

  /** Overlap beyond what is needed, {@code double[stage.size() * detections.size()]}. */
  private double[] gains(List<Detection> detections, double minIou) {
    int count = stage.size() * detections.size();
    if (gains.length < count) {
      gains = new double[count * 2];
    }
    int next = 0;
    for (Trail trail : stage) {
      for (Detection detection : detections) {
        gains[next++] = trail.iou(detection) - minIou;
      }
    }
    return gains;
  }

  private void removeUsed(List<Detection> detections, int[] detectionOf) {
    for (int index = detections.size() - 1; index >= 0; index--) {
      for (int i = 0; i < stage.size(); i++) {
        if (detectionOf[i] == index) {
          detections.remove(index);
          break;
        }
      }
    }
  }

  private List<Track> tracksInSight() {
    List<Track> tracks = new ArrayList<>();
    for (Trail trail : trails) {
      if (!trail.isConfirmed() && trail.hits() >= settings.confirmAfter()) {
        trail.confirm(new TrackId(++lastId));
      }
      if (trail.isInSight()) {
        trail.track().ifPresent(tracks::add);
      }
    }
    return tracks;
  }
}
