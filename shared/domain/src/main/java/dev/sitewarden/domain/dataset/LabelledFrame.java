package dev.sitewarden.domain.dataset;

import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A picture and what is known about it.
 *
 * @param image where the picture lies, as its owner names it: a path, relative to something
 * @param widthPx width of the picture
 * @param heightPx height of the picture
 * @param boxes known things, of whatever review
 * @param complete whether everything outside of the boxes is background; false: nobody has looked
 */
public record LabelledFrame(
    String image, int widthPx, int heightPx, List<LabelledBox> boxes, boolean complete) {

  public LabelledFrame {
    boxes = List.copyOf(boxes);
    if (image.isBlank()) {
      throw new IllegalArgumentException("labelled frame needs an image, got a blank name");
    }
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "frame %s must be at least 1x1 px, got %dx%d".formatted(image, widthPx, heightPx));
    }
  }

  /**
   * What a verdict teaches: the judged box becomes a positive or a hard negative, all others wait
   * for a labeler.
   *
   * @param others everything else that the model saw in that frame
   * @return a partial frame; empty for {@link Verdict#UNSURE}
   */
  public static Optional<LabelledFrame> ofVerdict(
      String image,
      int widthPx,
      int heightPx,
      Detection subject,
      List<Detection> others,
      Verdict verdict) {
    return switch (verdict) {
      case CONFIRMED ->
          Optional.of(judged(image, widthPx, heightPx, subject, others, Review.CONFIRMED));
      case REJECTED ->
          Optional.of(judged(image, widthPx, heightPx, subject, others, Review.REJECTED));
      case UNSURE -> Optional.empty();
    };
  }

  private static LabelledFrame judged(
      String image,
      int widthPx,
      int heightPx,
      Detection subject,
      List<Detection> others,
      Review review) {
    List<LabelledBox> boxes = new ArrayList<>();
    boxes.add(new LabelledBox(subject.label(), subject.box(), review));
    for (Detection other : others) {
      boxes.add(new LabelledBox(other.label(), other.box(), Review.UNREVIEWED));
    }
    return new LabelledFrame(image, widthPx, heightPx, boxes, false);
  }
}
