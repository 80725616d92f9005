package dev.sitewarden.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * One model in ONNX Runtime, with one input tensor and one output tensor that every run reuses.
 * Belongs to one thread.
 */
final class OnnxSession implements AutoCloseable {
  private final String model;
  private final OrtSession session;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /**
   * Loads a model and checks that it takes and gives one float tensor of these shapes.
   *
   * @throws IllegalArgumentException if it is no ONNX model or has other tensors
   */
  OnnxSession(String model, byte[] onnx, DetectorSettings settings, ModelTensors tensors) {
    this.model = model;
    OrtEnvironment environment = environment();
    session = load(environment, model, onnx, settings);
    try {
      String inputName = tensors.inputName();
      requireTensor("input", inputName, session.getInputInfo(), tensors.inputShape());
      String outputName = requireOneOutput();
      requireTensor("output", outputName, session.getOutputInfo(), tensors.outputShape());
      input = direct(tensors.inputShape());
      output = direct(tensors.outputShape());
      inputTensor = OnnxTensor.createTensor(environment, input, tensors.inputShape());
      outputTensor = OnnxTensor.createTensor(environment, output, tensors.outputShape());
      inputs = Map.of(inputName, inputTensor);
      outputs = Map.of(outputName, outputTensor);
    } catch (OrtException e) {
      closeSession();
      throw rejected(firstLine(e), e);
    } catch (IllegalArgumentException e) {
      closeSession();
      throw e;
    }
  }

  /** The name of a model's one input. */
  static String inputName(String model, byte[] onnx) {
    try (OrtSession session = load(environment(), model, onnx, DetectorSettings.ofThreads(1))) {
      if (session.getNumInputs() != 1) {
        throw new IllegalArgumentException(
            "model %s rejected: it has %d inputs, detection needs one"
                .formatted(model, session.getNumInputs()));
      }
      return session.getInputNames().iterator().next();
    } catch (OrtException e) {
      throw new IllegalStateException("closing the session of model %s failed".formatted(model), e);
    }
  }

  private static OrtEnvironment environment() {
    OnnxLibraries.unpackOnce();
    // Errors arrive as exceptions; printed too they would stand beside our one sentence.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }

  private static OrtSession load(
      OrtEnvironment environment, String model, byte[] onnx, DetectorSettings settings) {
    try (var options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT); // the next lower level takes 40 % longer
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
      return environment.createSession(onnx, options);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "model %s rejected: ONNX Runtime cannot load it (%s); check that it is an ONNX file"
              .formatted(model, firstLine(e)),
          e);
    }
  }

  private String requireOneOutput() {
    if (session.getNumInputs() != 1 || session.getNumOutputs() != 1) {
      throw rejected(
          "it has %d inputs and %d outputs, its decoder reads one of each"
              .formatted(session.getNumInputs(), session.getNumOutputs()));
    }
    return session.getOutputNames().iterator().next();
  }

  private void requireTensor(
      String kind, String name, Map<String, NodeInfo> nodes, long[] expected) {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      throw rejected(
          "its %s is named %s, the card says '%s'".formatted(kind, nodes.keySet(), name));
    }
    if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw rejected("its %s %s is no float tensor".formatted(kind, name));
    }
    if (!fits(tensor.getShape(), expected)) {
      throw rejected(
          "its %s %s is %s, the card's size, labels and decoder need %s"
              .formatted(
                  kind, name, Arrays.toString(tensor.getShape()), Arrays.toString(expected)));
    }
  }

  /** A dimension that the model leaves open (-1) takes any size. */
  private static boolean fits(long[] declared, long[] expected) {
    boolean fits = declared.length == expected.length;
    for (int i = 0; fits && i < declared.length; i++) {
      fits = declared[i] == expected[i] || declared[i] < 0;
    }
    return fits;
  }

  private static FloatBuffer direct(long[] shape) {
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** What the next run reads. */
  FloatBuffer input() {
    return input;
  }

  /** What the latest run wrote. */
  FloatBuffer output() {
    return output;
  }

  void run() {
    try {
      session.run(inputs, outputs).close(); // pinned tensors are ours and stay open
    } catch (OrtException e) {
      throw rejected("ONNX Runtime cannot run it (%s)".formatted(firstLine(e)), e);
    }
  }

  private IllegalArgumentException rejected(String reason) {
    return new IllegalArgumentException("model %s rejected: %s".formatted(model, reason));
  }

  private IllegalArgumentException rejected(String reason, Throwable cause) {
    return new IllegalArgumentException("model %s rejected: %s".formatted(model, reason), cause);
  }

  private static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private void closeSession() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("closing the session of model %s failed".formatted(model), e);
    }
  }

  @Override
  public void close() {
    inputTensor.close();
    outputTensor.close();
    closeSession();
  }
}
