package dev.sitewarden.training.packaging;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.learning.Stepper;
import dev.sitewarden.training.network.Topology;
import java.nio.FloatBuffer;
import java.util.Map;

/** Makes sure that ONNX Runtime answers what the trained network answers. */
public final class Equality {
  /** Largest difference of any output that passes. */
  public static final double TOLERANCE = 1e-4;

  private Equality() {}

  /**
   * Compares both on one input.
   *
   * @param pixels RGB 0..1, {@code float[3][height][width]}
   * @return the largest difference
   * @throws IllegalStateException if it is above {@link #TOLERANCE}
   */
  public static double check(Stepper trained, byte[] onnx, float[] pixels, InputSize size) {
    float[] expected = trained.predict(pixels, size.widthPx(), size.heightPx());
    float[] served = run(onnx, pixels, size);
    int cells = size.widthPx() * size.heightPx() / (Topology.STRIDE * Topology.STRIDE);
    int scores = trained.network().topology().labels() * cells;
    double worst = 0;
    for (int i = 0; i < served.length; i++) {
      double wanted = i < scores ? 1 / (1 + Math.exp(-expected[i])) : expected[i];
      worst = Math.max(worst, Math.abs(served[i] - wanted));
    }
    if (!(worst <= TOLERANCE) || served.length != expected.length) {
      throw new IllegalStateException(
          "exported model differs from the trained one by %.2g, at most %.0e is allowed"
              .formatted(worst, TOLERANCE));
    }
    return worst;
  }

  private static float[] run(byte[] onnx, float[] pixels, InputSize size) {
    // The level that inference asks for: the environment is one for the whole process.
    var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    long[] shape = {1, 3, size.heightPx(), size.widthPx()};
    try (var session = environment.createSession(onnx);
        var image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        var result = session.run(Map.of(OnnxExporter.INPUT, image))) {
      var grid = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[grid.remaining()];
      grid.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the exported model: " + e, e);
    }
  }
}
