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
import dev.sitewarden.inference.trust.OnnxScan;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One model in ONNX Runtime, with one input tensor and the output tensors that its decoder reads;
 * every run reuses them. Belongs to one thread.
 */
final class OnnxSession implements AutoCloseable {
  private final String model;
  private final OrtSession session;
  private final List<PinnedTensor> pinned = new ArrayList<>();
  private final FloatBuffer input;
  private final List<FloatBuffer> outputs;
  private final Map<String, OnnxTensor> inputTensors;
  private final Map<String, OnnxTensor> outputTensors;

  /**
   * Loads a model and checks that it takes and gives float tensors of these shapes.
   *
   * @throws IllegalArgumentException if it is no ONNX model or has other tensors
   */
  OnnxSession(String model, byte[] onnx, DetectorSettings settings, ModelTensors tensors) {
    this.model = model;
    session = load(model, onnx, settings);
    OrtEnvironment environment = environment();
    try {
      requireCounts(tensors.outputShapes().size());
      requireTensor("input", tensors.inputName(), session.getInputInfo(), tensors.inputShape());
      PinnedTensor in = PinnedTensor.of(environment, tensors.inputName(), tensors.inputShape());
      pinned.add(in);
      pinOutputs(environment, tensors.outputShapes());
      List<PinnedTensor> out = pinned.subList(1, pinned.size());
      input = in.values();
      outputs = out.stream().map(PinnedTensor::values).toList();
      inputTensors = Map.of(in.name(), in.tensor());
      outputTensors =
          out.stream().collect(Collectors.toMap(PinnedTensor::name, PinnedTensor::tensor));
    } catch (OrtException e) {
      close();
      throw rejected(firstLine(e), e);
    } catch (IllegalArgumentException e) {
      close();
      throw e;
    }
  }

  /** The name of a model's one input. */
  static String inputName(String model, byte[] onnx) {
    try (OrtSession session = load(model, onnx, DetectorSettings.ofThreads(1))) {
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

  private static OrtSession load(String model, byte[] onnx, DetectorSettings settings) {
    requireHarmless(model, onnx);
    try {
      return LoadingThread.call(() -> load(onnx, settings));
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "model %s rejected: ONNX Runtime cannot load it (%s); check that it is an ONNX file"
              .formatted(model, firstLine(e)),
          e);
    }
  }

  private static OrtSession load(byte[] onnx, DetectorSettings settings) throws OrtException {
    OrtEnvironment environment = environment();
    try (var options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT); // the next lower level takes 40 % longer
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
      return environment.createSession(onnx, options);
    }
  }

  private static void requireHarmless(String model, byte[] onnx) {
    try {
      OnnxScan.requireHarmless(onnx);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model %s rejected: %s; check that it is an ONNX file with plain operators and its weights"
                  .formatted(model, e.getMessage())
              + " inside",
          e);
    }
  }

  private void requireCounts(int outputCount) {
    if (session.getNumInputs() != 1 || session.getNumOutputs() != outputCount) {
      throw rejected(
          "it has %d inputs and %d outputs, its decoder feeds 1 and reads %d; name another decoder"
              .formatted(session.getNumInputs(), session.getNumOutputs(), outputCount));
    }
  }

  private void pinOutputs(OrtEnvironment environment, List<long[]> shapes) throws OrtException {
    Map<String, NodeInfo> nodes = session.getOutputInfo(); // in the model's order
    int index = 0;
    for (String name : nodes.keySet()) {
      long[] shape = shapes.get(index++);
      requireTensor("output", name, nodes, shape);
      pinned.add(PinnedTensor.of(environment, name, shape));
    }
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

  /** What the next run reads. */
  FloatBuffer input() {
    return input;
  }

  /** What the latest run wrote, in the model's order. */
  List<FloatBuffer> outputs() {
    return outputs;
  }

  void run() {
    try {
      session.run(inputTensors, outputTensors).close(); // pinned tensors are ours and stay open
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

  @Override
  public void close() {
    pinned.forEach(PinnedTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("closing the session of model %s failed".formatted(model), e);
    }
  }
}
