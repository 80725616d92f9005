package dev.sitewarden.training.network;

/**
 * The operations that a {@link Topology} is made of. Training implements them on arrays, the export
 * on names of graph nodes, so that both are the same network by construction.
 *
 * @param <T> what flows between operations, NCHW
 */
public interface Wiring<T> {
  /** Convolution, then batch normalisation and ReLU where the layer says so. */
  T convolve(Layer layer, T input);

  /** Element-wise sum of two equal shapes. */
  T add(T left, T right);

  /** ReLU. */
  T rectify(T input);

  /** Twice the height and width; each value becomes four. */
  T enlarge(T input);
}
