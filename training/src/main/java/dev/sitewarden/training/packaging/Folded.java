package dev.sitewarden.training.packaging;

import dev.sitewarden.training.network.Layer;
import dev.sitewarden.training.network.Network;
import dev.sitewarden.training.network.Weights;

/** One convolution with its batch normalisation folded in: the same outputs, one operation less. */
final class Folded {
  private final float[] kernel;
  private final float[] bias;

  private Folded(float[] kernel, float[] bias) {
    this.kernel = kernel;
    this.bias = bias;
  }

  static Folded of(Layer layer, Weights weights) {
    float[] kernel = weights.get(layer.name() + ".conv.weight");
    return layer.normalised()
        ? new Folded(kernel, fold(layer, weights, kernel))
        : new Folded(kernel, weights.get(layer.name() + ".conv.bias"));
  }

  /** {@code float[out][in][side][side]}. */
  float[] kernel() {
    return kernel;
  }

  /** {@code float[out]}. */
  float[] bias() {
    return bias;
  }

  /** Scales the kernel in place and returns the bias. */
  private static float[] fold(Layer layer, Weights weights, float[] kernel) {
    float[] gamma = weights.get(layer.name() + ".norm.gamma");
    float[] beta = weights.get(layer.name() + ".norm.beta");
    float[] mean = weights.get(layer.name() + ".norm.runningMean");
    float[] variance = weights.get(layer.name() + ".norm.runningVar");
    float[] bias = new float[layer.out()];
    int each = kernel.length / layer.out();
    for (int out = 0; out < layer.out(); out++) {
      double factor = gamma[out] / Math.sqrt(variance[out] + Network.EPSILON);
      bias[out] = (float) (beta[out] - mean[out] * factor);
      for (int i = out * each; i < (out + 1) * each; i++) {
        kernel[i] *= (float) factor;
      }
    }
    return bias;
  }
}
