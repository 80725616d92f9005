package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which people wear no helmet, from the people that one model finds and the heads, bare or
 * helmeted, that another does: a person without a helmet has feet in a zone, a head has not. Keeps
 * its buffers between calls; one owner thread.
 */
public final class PpeAssociation {
  public static final Label PERSON = new Label("person");
  public static final Label HEAD = new Label("head");
  public static final Label HELMET = new Label("helmet");
  public static final Label PERSON_WITHOUT_HELMET = new Label("person-without-helmet");

  /*
   * Every head belongs to one person at most and every person has one head at most: an optimal
   * assignment. A pair is possible if the head's centre lies in the upper part of the person's box
   * (with room for who bends and for boxes that were cut off below), a good part of the head lies
   * inside the box (models of people often cut off the head of who bends), and its size fits that of
   * a person, from a whole one, whose head is an eighth, to head and shoulders. The weight of a
   * possible pair is the head's score, more for a head that lies where heads are: in the middle of
   * the top edge. Two heads in one place, bare and helmeted, are one head about which the model is in
   * doubt; the better score decides.
   *
   * A person without a head that belongs to him gives nothing: whether he wears a helmet is unknown.
   *
   * Cost: O((people + heads)^3) in the worst case, microseconds for tens.
   */
  private static final double LOWEST_CENTRE = 0.4;
  private static final double BESIDE = 0.1;
  private static final double LEAST_INSIDE = 0.3;
  private static final double SMALLEST_HEAD = 0.06;
  private static final double LARGEST_HEAD = 0.6;
  private static final double ONE_PLACE = 0.5;

  private final Assignment assignment = new Assignment();
  private final List<Detection> people = new ArrayList<>();
  private final List<Detection> heads = new ArrayList<>();
  private double[] weights = {};

  /**
   * People without a helmet, in the order of the people among the detections of one frame.
   *
   * @param detections of all models
   * @return detections with the person's box and the lower of both scores
   */
  public List<Detection> derive(List<Detection> detections) {
    sort(detections);
    if (people.isEmpty() || heads.isEmpty()) {
      return List.of();
    }
    List<Detection> without = new ArrayList<>();
    int[] headOf = assignment.maximise(weights(), people.size(), heads.size());
    for (int i = 0; i < people.size(); i++) {
      if (headOf[i] >= 0 && heads.get(headOf[i]).label().equals(HEAD)) {
        Detection person = people.get(i);
        double score = Math.min(person.score(), heads.get(headOf[i]).score());
        without.add(new Detection(PERSON_WITHOUT_HELMET, score, person.box()));
      }
    }
    return without;
  }

  private void sort(List<Detection> detections) {
    people.clear();
    heads.clear();
    for (Detection detection : detections) {
      if (detection.label().equals(PERSON)) {
        people.add(detection);
      } else if (detection.label().equals(HEAD) || detection.label().equals(HELMET)) {
        addHead(detection);
      }
    }
  }

  private void addHead(Detection head) {
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).box().iou(head.box()) > ONE_PLACE) {
        heads.set(i, heads.get(i).score() >= head.score() ? heads.get(i) : head);
        return;
      }
    }
    heads.add(head);
  }

  /** {@code double[people.size() * heads.size()]}, 0 for pairs that cannot be. */
  private double[] weights() {
    int count = people.size() * heads.size();
    if (weights.length < count) {
      weights = new double[count * 2];
    }
    int next = 0;
    for (Detection person : people) {
      for (Detection head : heads) {
        weights[next++] = head.score() * fit(person.box(), head.box());
      }
    }
    return weights;
  }

  /** How well a head fits a person, above 0 to 1; 0 if it cannot be his. */
  private static double fit(BoundingBox person, BoundingBox head) {
    double beside =
        Math.abs(head.left() + head.right() - person.left() - person.right())
            / (2 * person.width());
    double centre = ((head.top() + head.bottom()) / 2 - person.top()) / person.height();
    double size = head.height() / person.height();
    double inside = person.commonArea(head) / head.area();
    boolean isPossible =
        beside <= 0.5 + BESIDE
            && centre <= LOWEST_CENTRE
            && inside >= LEAST_INSIDE
            && size >= SMALLEST_HEAD
            && size <= LARGEST_HEAD;
    double below = Math.abs(head.top() - person.top()) / person.height();
    return isPossible ? inside / (1 + beside + 2 * below) : 0;
  }
}
