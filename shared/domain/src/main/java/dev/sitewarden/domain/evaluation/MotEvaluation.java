package dev.sitewarden.domain.evaluation;

import dev.sitewarden.domain.vision.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares tracks with ground truth over one sequence of frames. */
public final class MotEvaluation {
  /*
   * CLEAR MOT [1]: frame by frame, an object keeps the track that it had last if both still overlap
   * enough; what is left is paired so that as many as possible pair and these overlap most. A pair
   * of an object whose last track was another one is a switch.
   *
   * IDF1 [2]: one pairing of whole objects with whole tracks that has the most frames in which both
   * overlap enough. Those frames are right, all other boxes of both sides are wrong.
   *
   * The numbers are those of py-motmetrics on its own example. Cost: O(n^3) a frame for n boxes,
   * O(m^3) once for m objects or tracks.
   *
   * 1. K. Bernardin, R. Stiefelhagen: Evaluating multiple object tracking performance: the CLEAR
   *    MOT metrics. EURASIP Journal on Image and Video Processing 2008, section 2.1.
   * 2. E. Ristani et al.: Performance measures and a data set for multi-target, multi-camera
   *    tracking. arXiv:1609.01775, section 2.2.
   */
  private final double minIou;
  private final Assignment assignment = new Assignment();
  private final Map<Long, Long> lastTrackOf = new HashMap<>();
  private final IdentityCounts identities = new IdentityCounts();
  private int matches;
  private int falsePositives;
  private int misses;
  private int switches;
  private double overlaps;
  private long countErrors;

  private MotEvaluation(double minIou) {
    this.minIou = minIou;
  }

  /**
   * Compares frame by frame, in order.
   *
   * @param minIou overlap from which on a track is where an object is; benchmarks have 0.5
   */
  public static MotSummary of(List<MotFrame> frames, double minIou) {
    if (!(minIou > 0 && minIou <= 1)) {
      throw new IllegalArgumentException("min-iou must be above 0, at most 1, got " + minIou);
    }
    var evaluation = new MotEvaluation(minIou);
    frames.forEach(evaluation::advance);
    return evaluation.summary(frames.size());
  }

  private void advance(MotFrame frame) {
    Map<MotBox, MotBox> pairs = keep(frame);
    List<MotBox> objects = without(frame.truths(), pairs.keySet().stream().toList());
    List<MotBox> tracks = without(frame.tracks(), pairs.values().stream().toList());
    pairs.putAll(pair(objects, tracks));
    pairs.forEach(this::count);
    misses += frame.truths().size() - pairs.size();
    falsePositives += frame.tracks().size() - pairs.size();
    countErrors += Math.abs(frame.truths().size() - frame.tracks().size());
    identities.add(frame, minIou);
  }

  /** Objects that are still where their last track is. */
  private Map<MotBox, MotBox> keep(MotFrame frame) {
    Map<MotBox, MotBox> pairs = new LinkedHashMap<>();
    for (MotBox object : frame.truths()) {
      for (MotBox track : frame.tracks()) {
        boolean same = Long.valueOf(track.id()).equals(lastTrackOf.get(object.id()));
        if (same && object.iou(track) >= minIou && !pairs.containsValue(track)) {
          pairs.put(object, track);
        }
      }
    }
    return pairs;
  }

  private static List<MotBox> without(List<MotBox> boxes, List<MotBox> used) {
    return boxes.stream().filter(box -> !used.contains(box)).toList();
  }

  private Map<MotBox, MotBox> pair(List<MotBox> objects, List<MotBox> tracks) {
    double[] weights = new double[objects.size() * tracks.size()];
    int next = 0;
    for (MotBox object : objects) {
      for (MotBox track : tracks) {
        double iou = object.iou(track);
        weights[next++] =
            iou >= minIou ? objects.size() + tracks.size() + iou : 0; // most pairs first
      }
    }
    Map<MotBox, MotBox> pairs = new LinkedHashMap<>();
    int[] trackOf = assignment.maximise(weights, objects.size(), tracks.size());
    for (int i = 0; i < objects.size(); i++) {
      if (trackOf[i] >= 0) {
        pairs.put(objects.get(i), tracks.get(trackOf[i]));
      }
    }
    return pairs;
  }

  private void count(MotBox object, MotBox track) {
    matches++;
    overlaps += object.iou(track);
    Long before = lastTrackOf.put(object.id(), track.id());
    if (before != null && before != track.id()) {
      switches++;
    }
  }

  private MotSummary summary(int frames) {
    int objects = matches + misses;
    return new MotSummary(
        objects,
        matches,
        falsePositives,
        misses,
        switches,
        objects == 0 ? 0 : 1 - (falsePositives + misses + switches) / (double) objects,
        matches == 0 ? 0 : overlaps / matches,
        identities.f1(objects, matches + falsePositives),
        frames == 0 ? 0 : countErrors / (double) frames);
  }

  /** In how many frames each object and each track are in one place. */
  private final class IdentityCounts {
    private final List<Long> objects = new ArrayList<>();
    private final List<Long> tracks = new ArrayList<>();
    private final Map<List<Long>, Integer> together = new HashMap<>();

    void add(MotFrame frame, double enough) {
      frame.truths().forEach(object -> addOnce(objects, object.id()));
      frame.tracks().forEach(track -> addOnce(tracks, track.id()));
      for (MotBox object : frame.truths()) {
        for (MotBox track : frame.tracks()) {
          if (object.iou(track) >= enough) {
            together.merge(List.of(object.id(), track.id()), 1, Integer::sum);
          }
        }
      }
    }

    private static void addOnce(List<Long> ids, long id) {
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }

    double f1(int objectBoxes, int trackBoxes) {
      double[] weights = new double[objects.size() * tracks.size()];
      int next = 0;
      for (Long object : objects) {
        for (Long track : tracks) {
          weights[next++] = together.getOrDefault(List.of(object, track), 0);
        }
      }
      int[] trackOf = assignment.maximise(weights, objects.size(), tracks.size());
      int right = 0;
      for (int i = 0; i < objects.size(); i++) {
        if (trackOf[i] >= 0) {
          right += (int) weights[i * tracks.size() + trackOf[i]];
        }
      }
      int boxes = objectBoxes + trackBoxes;
      return boxes == 0 ? 0 : 2.0 * right / boxes;
    }
  }
}
