package dev.sitewarden.domain.dataset;

import dev.sitewarden.domain.model.Label;
import java.util.Comparator;
import java.util.List;

/**
 * An immutable, versioned set of labelled frames with its origin.
 *
 * @param name what it is a set of, such as {@code incidents}
 * @param version tells this snapshot from others of that name
 * @param origin where the labels come from, in words
 */
public record DatasetSnapshot(
    String name, String version, String origin, List<LabelledFrame> frames) {
  public DatasetSnapshot {
    frames = List.copyOf(frames);
  }

  /** Every label that a box has, in alphabetic order. */
  public List<Label> labels() {
    return frames.stream()
        .flatMap(frame -> frame.boxes().stream())
        .map(LabelledBox::label)
        .distinct()
        .sorted(Comparator.comparing(Label::value))
        .toList();
  }
}
