package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the model said of the last few frames that it saw, to be said again in turn. */
final class RecentLooks {
  /** More than any usual rule's window, so that its "3 of 5" stays what it was. */
  private static final int MOST = 8;

  private static final double SURE = 0.3;
  private static final double SAME_BOX = 0.5;

  private final List<List<Detection>> looks = new ArrayList<>(Collections.nCopies(MOST, List.of()));
  private int count;
  private int newest = -1;
  private int next;

  void add(List<Detection> detections) {
    newest = (newest + 1) % MOST;
    looks.set(newest, detections);
    count = Math.min(count + 1, MOST);
    next = count < MOST ? 0 : (newest + 1) % MOST;
  }

  /** One of them after the other, the oldest first; nothing if there is none. */
  List<Detection> again() {
    if (count == 0) {
      return List.of();
    }
    List<Detection> look = looks.get(next);
    next = (next + 1) % count;
    return look;
  }

  /** Whether the newest look shows the same objects in the same places. */
  boolean agreesWith(List<Detection> detections) {
    if (newest < 0) {
      return false;
    }
    List<Detection> last = looks.get(newest);
    return isFoundIn(last, detections) && isFoundIn(detections, last);
  }

  private static boolean isFoundIn(List<Detection> some, List<Detection> others) {
    for (Detection one : some) {
      if (one.score() >= SURE && others.stream().noneMatch(other -> isSame(one, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Detection one, Detection other) {
    return one.label().equals(other.label()) && one.box().iou(other.box()) >= SAME_BOX;
  }
}
