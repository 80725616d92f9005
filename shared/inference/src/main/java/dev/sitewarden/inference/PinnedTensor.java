package dev.sitewarden.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** A float tensor of a model whose memory is ours, so that every run reuses it. */
final class PinnedTensor implements AutoCloseable {
  private final String name;
  private final FloatBuffer values;
  private final OnnxTensor tensor;

  private PinnedTensor(String name, FloatBuffer values, OnnxTensor tensor) {
    this.name = name;
    this.values = values;
    this.tensor = tensor;
  }

  static PinnedTensor of(OrtEnvironment environment, String name, long[] shape)
      throws OrtException {
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    FloatBuffer values =
        ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(elements, Float.BYTES)))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return new PinnedTensor(name, values, OnnxTensor.createTensor(environment, values, shape));
  }

  /** In the ONNX graph. */
  String name() {
    return name;
  }

  /** Row by row; direct. */
  FloatBuffer values() {
    return values;
  }

  OnnxTensor tensor() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
