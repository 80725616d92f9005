package dev.sitewarden.training.picture;

import dev.sitewarden.training.dataset.Box;
import dev.sitewarden.training.dataset.Example;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The pictures to learn from: a general set, and stills of the scene that the model is for, which
 * are drawn more often than their number says. Every picture is decoded once and kept, at most
 * {@value #LONGER_SIDE_PX} px long: 5,500 pictures take about 2 GB of heap.
 */
public final class Corpus {
  private static final int LONGER_SIDE_PX = 416;

  private final List<Example> general;
  private final List<Example> stills;
  private final double stillsShare;
  private final PictureReader reader = new PictureReader(LONGER_SIDE_PX);
  private final Map<Path, Picture> decoded = new HashMap<>();

  /**
   * @param stills may be empty
   * @param stillsShare chance 0..1 that a draw takes a still
   */
  public Corpus(List<Example> general, List<Example> stills, double stillsShare) {
    this.general = List.copyOf(general);
    this.stills = List.copyOf(stills);
    this.stillsShare = stills.isEmpty() ? 0 : stillsShare;
    if (general.isEmpty() || !(stillsShare >= 0 && stillsShare <= 1)) {
      throw new IllegalArgumentException(
          "corpus needs pictures and a share of stills in 0..1, got %d and %s"
              .formatted(general.size(), stillsShare));
    }
  }

  public int size() {
    return general.size() + stills.size();
  }

  /** A picture with its boxes in its pixels. */
  record Drawn(Picture picture, List<Box> boxes) {}

  Drawn draw(RandomGenerator random) {
    var set = random.nextDouble() < stillsShare ? stills : general;
    var example = set.get(random.nextInt(set.size()));
    var picture = decoded.computeIfAbsent(example.image(), reader::read);
    var boxes =
        example.boxes().stream()
            .map(box -> box.mapped(picture.width(), 0, picture.height(), 0))
            .toList();
    return new Drawn(picture, boxes);
  }
}
