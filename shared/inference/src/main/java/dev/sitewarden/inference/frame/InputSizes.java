package dev.sitewarden.inference.frame;

import java.util.Arrays;
import java.util.List;

/**
 * What frames are letterboxed to: one size for each model that looks at them, none twice.
 *
 * @param all the first model's size first
 */
public record InputSizes(List<InputSize> all) {
  public InputSizes {
    all = List.copyOf(all);
    if (all.isEmpty() || all.stream().distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "frames need at least one input size and none twice, got " + all);
    }
  }

  /** Models of one size share it. */
  public static InputSizes of(InputSize... ofModels) {
    return new InputSizes(Arrays.stream(ofModels).distinct().toList());
  }
}
