package dev.sitewarden.inference;

import dev.sitewarden.inference.trust.OnnxFile;
import dev.sitewarden.inference.trust.OnnxFile.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An ONNX model with a known answer: {@code output = constant * sqrt(mean(images) - 10)}. Pictures
 * of grey 11 give the constant, brighter ones more, and darker ones than 10 something that is no
 * number. Field numbers: onnx/onnx.proto.
 */
final class TinyModel {
  private static final int FLOAT = 1;

  private TinyModel() {}

  /** A model with one output of this shape. */
  static byte[] of(long[] inputShape, long[] outputShape, float[] constant) {
    Message graph = OnnxFile.message();
    graph.message(1, node("ReduceMean", "mean", "images").message(5, keepNoDimensions()));
    graph.message(1, node("Sub", "above", "mean", "ten"));
    graph.message(1, node("Sqrt", "root", "above"));
    graph.message(1, node("Mul", "output", "constant", "root"));
    graph.text(2, "tiny");
    graph.message(5, tensor("ten", new long[0], 10));
    graph.message(5, tensor("constant", outputShape, constant));
    graph.message(11, value("images", inputShape));
    graph.message(12, value("output", outputShape));
    return OnnxFile.model(graph);
  }

  private static Message node(String operator, String output, String... inputs) {
    Message node = OnnxFile.message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, operator);
  }

  private static Message keepNoDimensions() {
    int integer = 2;
    return OnnxFile.message().text(1, "keepdims").number(3, 0).number(20, integer);
  }

  private static Message tensor(String name, long[] shape, float... values) {
    Message tensor = OnnxFile.message();
    for (long size : shape) {
      tensor.number(1, size);
    }
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
  }

  private static Message value(String name, long[] shape) {
    Message dimensions = OnnxFile.message();
    for (long size : shape) {
      dimensions.message(1, OnnxFile.message().number(1, size));
    }
    Message tensor = OnnxFile.message().number(1, FLOAT).message(2, dimensions);
    return OnnxFile.message().text(1, name).message(2, OnnxFile.message().message(1, tensor));
  }
}
