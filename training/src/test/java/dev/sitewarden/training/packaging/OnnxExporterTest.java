package dev.sitewarden.training.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.learning.Stepper;
import dev.sitewarden.training.network.Topology;
import dev.sitewarden.training.network.Weights;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxExporterTest {
  private static final int SIZE = 96;
  private static final int WIDTH = 128;
  private static final int LABELS = 2;

  @Test
  void exportedModelAnswersAsTheTrainedNetwork() throws OrtException {
    var topology = new Topology(LABELS, 8, 8, 16, 16, 16, 16);
    try (var stepper = new Stepper(topology, SIZE, 7)) {
      unsettle(stepper);
      float[] pixels = noise();

      float[] trained = stepper.predict(pixels, WIDTH, SIZE);
      float[] served =
          run(
              OnnxExporter.export(
                  topology, Weights.of(stepper.network()), new InputSize(WIDTH, SIZE)),
              pixels);

      assertThat(served).hasSameSizeAs(trained);
      int scores = LABELS * (SIZE / 8) * (WIDTH / 8);
      for (int i = 0; i < served.length; i++) {
        double expected = i < scores ? 1 / (1 + Math.exp(-trained[i])) : trained[i];
        assertThat((double) served[i]).as("value %d", i).isCloseTo(expected, within(1e-4));
      }
    }
  }

  /** Gives every normalisation and bias numbers that a forgotten factor would show. */
  private static void unsettle(Stepper stepper) {
    var random = new SplittableRandom(3);
    stepper
        .network()
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (name.contains(".norm.")) {
                float[] values = parameter.getArray().toFloatArray();
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextDouble(0.5, 1.5);
                }
                parameter.getArray().set(values);
              }
            });
  }

  private static float[] noise() {
    var random = new SplittableRandom(11);
    float[] pixels = new float[3 * SIZE * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return pixels;
  }

  private static float[] run(byte[] model, float[] pixels) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(model);
        var image =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(pixels), new long[] {1, 3, SIZE, WIDTH});
        var result = session.run(Map.of("image", image))) {
      var grid = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[grid.remaining()];
      grid.get(values);
      return values;
    }
  }
}
