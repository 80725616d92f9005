package dev.sitewarden.training.network;

/**
 * One convolution of the network: square kernel, zero padding that keeps the size (before the
 * stride).
 *
 * @param name unique inside the network
 * @param in input channels
 * @param out output channels
 * @param kernel side of the kernel, odd
 * @param stride 1 or 2
 * @param normalised followed by batch normalisation instead of a bias
 * @param activated followed by ReLU
 */
public record Layer(
    String name, int in, int out, int kernel, int stride, boolean normalised, boolean activated) {
  public Layer {
    if (in < 1 || out < 1 || kernel < 1 || kernel % 2 == 0 || stride < 1) {
      throw new IllegalArgumentException(
          "layer %s needs channels, an odd kernel and a stride, got %d -> %d, kernel %d, stride %d"
              .formatted(name, in, out, kernel, stride));
    }
  }

  static Layer active(String name, int in, int out, int kernel, int stride) {
    return new Layer(name, in, out, kernel, stride, true, true);
  }

  public int padding() {
    return kernel / 2;
  }

  /** Numbers that training adjusts. */
  public long parameters() {
    return (long) in * out * kernel * kernel + (normalised ? 2L : 1L) * out;
  }
}
