package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far two models find the same objects in the same frames: same label, boxes that overlap by an
 * IoU of at least {@value #SAME_IOU}.
 *
 * @param frames that both judged
 * @param reference objects that the one finds that counts
 * @param found objects that the other one finds
 * @param same objects that both find
 */
public record Agreement(long frames, long reference, long found, long same) {
  public static final Agreement NONE = new Agreement(0, 0, 0, 0);

  static final double SAME_IOU = 0.5;

  /**
   * Compares what two models found in one frame.
   *
   * @param labels that both know; others say nothing
   */
  static Agreement of(List<Detection> reference, List<Detection> other, Set<Label> labels) {
    List<Detection> ones = known(reference, labels);
    List<Detection> rest = new ArrayList<>(known(other, labels));
    int found = rest.size();
    int same = 0;
    for (Detection one : ones) { // best score first: the surest takes the box that fits
      Optional<Detection> match = rest.stream().filter(two -> isSame(one, two)).findFirst();
      if (match.isPresent()) {
        rest.remove(match.get());
        same++;
      }
    }
    return new Agreement(1, ones.size(), found, same);
  }

  private static List<Detection> known(List<Detection> detections, Set<Label> labels) {
    return detections.stream().filter(one -> labels.contains(one.label())).toList();
  }

  private static boolean isSame(Detection one, Detection two) {
    return one.label().equals(two.label()) && one.box().iou(two.box()) >= SAME_IOU;
  }

  Agreement plus(Agreement more) {
    return new Agreement(
        frames + more.frames, reference + more.reference, found + more.found, same + more.same);
  }

  /** Objects that only one of the two finds. */
  public long different() {
    return reference + found - 2 * same;
  }
}
