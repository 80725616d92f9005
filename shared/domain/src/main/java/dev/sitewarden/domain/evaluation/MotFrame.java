package dev.sitewarden.domain.evaluation;

import java.util.List;

/** One frame of a sequence: where the objects are, and where a tracker says that they are. */
public record MotFrame(List<MotBox> truths, List<MotBox> tracks) {
  public MotFrame {
    truths = List.copyOf(truths);
    tracks = List.copyOf(tracks);
    requireDistinct("truth", truths);
    requireDistinct("track", tracks);
  }

  private static void requireDistinct(String what, List<MotBox> boxes) {
    if (boxes.stream().mapToLong(MotBox::id).distinct().count() != boxes.size()) {
      throw new IllegalArgumentException(
          "%s ids must be different within a frame, got %s".formatted(what, boxes));
    }
  }
}
