package dev.sitewarden.training.picture;

/**
 * How the positions of a picture along one axis make up those of the canvas: target position {@code
 * i} is the sum of source positions {@code first(i)..} times {@code weights(i)}.
 */
final class Axis {
  private final int[] first;
  private final float[][] weights;

  /**
   * A filter of triangles, one source pixel wide or, where the picture shrinks, one target pixel.
   *
   * @param limit source positions there are; those beyond count as the edge
   * @param mirrored whether the target runs backwards
   */
  Axis(Span span, int limit, boolean mirrored) {
    first = new int[span.length()];
    weights = new float[span.length()][];
    double support = Math.max(1, 1 / span.scale());
    for (int i = 0; i < span.length(); i++) {
      int target = mirrored ? span.length() - 1 - i : i;
      fill(i, span.from() + (target + 0.5) / span.scale() - 0.5, support, limit);
    }
  }

  private void fill(int i, double centre, double support, int limit) {
    int low = (int) Math.ceil(centre - support);
    int high = (int) Math.floor(centre + support);
    first[i] = clamp(low, limit);
    float[] parts = new float[clamp(high, limit) - first[i] + 1];
    double sum = 0;
    for (int position = low; position <= high; position++) {
      double weight = 1 - Math.abs(position - centre) / support;
      parts[clamp(position - first[i], parts.length)] += (float) weight;
      sum += weight;
    }
    for (int k = 0; k < parts.length; k++) {
      parts[k] /= (float) sum;
    }
    weights[i] = parts;
  }

  private static int clamp(int position, int limit) {
    return Math.max(0, Math.min(limit - 1, position));
  }

  /** Target positions. */
  int length() {
    return first.length;
  }

  int first(int target) {
    return first[target];
  }

  /** Borrowed: do not write. */
  float[] weights(int target) {
    return weights[target];
  }

  /** First source position after the last one in use; meaningful where the axis is not mirrored. */
  int end() {
    int last = first.length - 1;
    return first[last] + weights[last].length;
  }
}
