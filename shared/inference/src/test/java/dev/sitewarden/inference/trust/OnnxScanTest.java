package dev.sitewarden.inference.trust;

import static dev.sitewarden.inference.trust.OnnxFile.externalTensor;
import static dev.sitewarden.inference.trust.OnnxFile.graph;
import static dev.sitewarden.inference.trust.OnnxFile.message;
import static dev.sitewarden.inference.trust.OnnxFile.model;
import static dev.sitewarden.inference.trust.OnnxFile.node;
import static dev.sitewarden.inference.trust.OnnxFile.tensor;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxScanTest {
  private static final byte[] HARMLESS = model(graph(node("Conv")).message(5, tensor()));

  @Test
  void anOrdinaryModelPasses() {
    assertThatCode(() -> OnnxScan.requireHarmless(HARMLESS)).doesNotThrowAnyException();
  }

  @Test
  void theBundledModelPasses() throws IOException {
    Path bundled = Path.of(System.getProperty("sitewarden.root"), "models", "ppe", "model.onnx");
    byte[] onnx = Files.readAllBytes(bundled);

    assertThatCode(() -> OnnxScan.requireHarmless(onnx)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @Tag("shared-data")
  @ValueSource(
      strings = {
        "fastestdet_352",
        "light_person_detector_192",
        "nanodet_m_416",
        "picodet_s_416_coco",
        "yolox_nano_416"
      })
  void modelsOfOthersPass(String name) throws IOException {
    Path models = Path.of(System.getProperty("sitewarden.shared-data"), "models");
    byte[] onnx = Files.readAllBytes(models.resolve(name + ".onnx"));

    assertThatCode(() -> OnnxScan.requireHarmless(onnx)).doesNotThrowAnyException();
  }

  static List<Arguments> hostile() {
    var withTensor = node("Constant");
    return List.of(
        Arguments.of("nothing", new byte[0], "it is empty"),
        Arguments.of("no graph", message().number(1, 8).build(), "it has no graph"),
        Arguments.of(
            "weights elsewhere",
            model(graph().message(5, externalTensor("weights.bin"))),
            "it keeps a tensor in another file (external_data)"),
        Arguments.of(
            "weights elsewhere without a name",
            model(graph().message(5, tensor().number(14, 1))),
            "it keeps a tensor in another file (data_location 1)"),
        Arguments.of(
            "weights elsewhere in an attribute",
            model(
                graph(
                    withTensor.message(
                        5, message().text(1, "value").message(5, externalTensor("/etc/passwd"))))),
            "it keeps a tensor in another file (external_data)"),
        Arguments.of(
            "weights elsewhere in a second graph field, which Protocol Buffers would merge",
            message()
                .message(7, graph(node("Conv")))
                .message(7, graph().message(5, externalTensor("../a")))
                .build(),
            "it keeps a tensor in another file (external_data)"),
        Arguments.of(
            "a vendor's operator",
            model(graph(node("Conv").text(7, "com.microsoft"))),
            "domain 'com.microsoft', only ai.onnx is allowed"),
        Arguments.of(
            "a vendor's operator set",
            message().message(7, graph()).message(8, message().text(1, "evil")).build(),
            "it imports operators of domain 'evil'"),
        Arguments.of("control flow", model(graph(node("If"))), "it uses operator 'If'"),
        Arguments.of(
            "a sub-graph",
            model(graph(node("Conv").message(5, message().message(6, graph())))),
            "it holds a sub-graph"),
        Arguments.of(
            "a function", message().message(25, message()).build(), "functions of its own"),
        Arguments.of("training", message().message(20, message()).build(), "training_info"),
        Arguments.of("a new field", message().number(27, 1).build(), "has a field 27"),
        Arguments.of(
            "an impossible size",
            model(graph().message(5, message().number(1, 1 << 20).number(1, 1 << 20))),
            "a tensor of more than"),
        Arguments.of(
            "a negative size", model(graph().message(5, message().number(1, -1))), "more than"),
        Arguments.of("many nodes", model(manyNodes()), "it has more than 5000 nodes"),
        Arguments.of("a number without end", bytes(0x08, 0xff), "a number that is cut off"),
        Arguments.of(
            "a number of eleven bytes",
            bytes(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
            "a number of more than 10 bytes"),
        Arguments.of("a field longer than the file", bytes(0x3a, 0x7f), "longer than what is left"),
        Arguments.of("a group", bytes(0x0b), "wire type 3"),
        Arguments.of("a graph that is a number", bytes(0x38, 1), "graph of wire type 0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void hostileFilesAreRefused(String name, byte[] onnx, String message) {
    assertThatThrownBy(() -> OnnxScan.requireHarmless(onnx))
        .as(name)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void damageIsRefusedOrHarmlessAndNeverAnythingElse() {
    Random random = new Random(20261121);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = Arrays.copyOf(HARMLESS, random.nextInt(HARMLESS.length) + 1);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        OnnxScan.requireHarmless(damaged);
      } catch (IllegalArgumentException e) {
        // any other exception fails the test
      }
    }
  }

  private static OnnxFile.Message manyNodes() {
    OnnxFile.Message graph = graph();
    for (int i = 0; i <= 5000; i++) {
      graph.message(1, node("Relu"));
    }
    return graph;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
