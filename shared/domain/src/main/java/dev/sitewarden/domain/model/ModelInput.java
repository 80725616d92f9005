package dev.sitewarden.domain.model;

import java.util.List;

/**
 * What a model eats: {@code float[1][3][heightPx][widthPx]}, planes in colour order, each value
 * {@code (byte - mean) / std}.
 *
 * @param name of the input in the ONNX graph
 * @param mean per plane, in that order, on the scale 0..255
 * @param std per plane, in that order, on the scale 0..255, above 0
 */
public record ModelInput(
    String name,
    int widthPx,
    int heightPx,
    ColourOrder colourOrder,
    List<Double> mean,
    List<Double> std) {

  /** Which colour the first of the three planes is. */
  public enum ColourOrder {
    RGB,
    BGR
  }

  public ModelInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (name.isBlank()) {
      throw new IllegalArgumentException("model card: input.name must not be blank");
    }
    requireSize("width_px", widthPx);
    requireSize("height_px", heightPx);
    requireThree("mean", mean, mean.stream().allMatch(Double::isFinite));
    requireThree("std", std, std.stream().allMatch(value -> value > 0 && Double.isFinite(value)));
  }

  private static void requireSize(String field, int px) {
    if (px < 32 || px > 4096 || px % 8 != 0) {
      throw new IllegalArgumentException(
          "model card: input.%s must be a multiple of 8 inside 32..4096, got %d"
              .formatted(field, px));
    }
  }

  private static void requireThree(String field, List<Double> values, boolean inRange) {
    if (values.size() != 3 || !inRange) {
      throw new IllegalArgumentException(
          "model card: input.%s must be 3 finite numbers%s, got %s"
              .formatted(field, field.equals("std") ? " above 0" : "", values));
    }
  }
}
