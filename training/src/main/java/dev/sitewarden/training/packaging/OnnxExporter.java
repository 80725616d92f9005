package dev.sitewarden.training.packaging;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.network.Layer;
import dev.sitewarden.training.network.Topology;
import dev.sitewarden.training.network.Weights;
import dev.sitewarden.training.network.Wiring;
import java.util.Locale;

/**
 * Writes a topology with its weights as ONNX (opset 17, IR 8): input {@code image}
 * float[1][3][height][width], output {@code grid} float[1][labels + 4][height / 8][width / 8] with
 * scores after the sigmoid. Batch normalisation is folded into the convolutions.
 */
public final class OnnxExporter {
  static final String INPUT = "image";
  static final String OUTPUT = "grid";
  private static final int OPSET = 17;
  private static final int IR = 8;

  private OnnxExporter() {}

  /** The model's bytes. */
  public static byte[] export(Topology topology, Weights weights, InputSize size) {
    var wiring = new NodeWiring(weights);
    long rows = size.heightPx() / Topology.STRIDE;
    long columns = size.widthPx() / Topology.STRIDE;
    wiring.graph.setName("sitewarden-centre-points");
    wiring.graph.addInput(OnnxNodes.value(INPUT, 1, 3, size.heightPx(), size.widthPx()));
    wiring.graph.addInitializer(OnnxNodes.floats(NodeWiring.DOUBLE, new float[] {1, 1, 2, 2}, 4));
    wiring.score(topology.connect(wiring, INPUT), topology.labels());
    wiring.graph.addOutput(OnnxNodes.value(OUTPUT, 1, topology.outputs(), rows, columns));
    return ModelProto.newBuilder()
        .setIrVersion(IR)
        .setProducerName("sitewarden")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(wiring.graph)
        .build()
        .toByteArray();
  }

  /** Runs the operations on names of graph values. */
  private static final class NodeWiring implements Wiring<String> {
    static final String DOUBLE = "double-height-and-width";

    final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Weights weights;
    private int nodes;

    NodeWiring(Weights weights) {
      this.weights = weights;
    }

    @Override
    public String convolve(Layer layer, String input) {
      var kernel = layer.name() + ".weight";
      var bias = layer.name() + ".bias";
      var folded = Folded.of(layer, weights);
      long side = layer.kernel();
      long pad = layer.padding();
      graph.addInitializer(
          OnnxNodes.floats(kernel, folded.kernel(), layer.out(), layer.in(), side, side));
      graph.addInitializer(OnnxNodes.floats(bias, folded.bias(), layer.out()));
      var output =
          add(
              OnnxNodes.node("Conv", input, kernel, bias)
                  .addAttribute(OnnxNodes.integers("kernel_shape", side, side))
                  .addAttribute(OnnxNodes.integers("strides", layer.stride(), layer.stride()))
                  .addAttribute(OnnxNodes.integers("pads", pad, pad, pad, pad)));
      return layer.activated() ? rectify(output) : output;
    }

    @Override
    public String add(String left, String right) {
      return add(OnnxNodes.node("Add", left, right));
    }

    @Override
    public String rectify(String input) {
      return add(OnnxNodes.node("Relu", input));
    }

    @Override
    public String enlarge(String input) {
      return add(
          OnnxNodes.node("Resize", input, "", DOUBLE)
              .addAttribute(OnnxNodes.text("mode", "nearest"))
              .addAttribute(OnnxNodes.text("coordinate_transformation_mode", "asymmetric"))
              .addAttribute(OnnxNodes.text("nearest_mode", "floor")));
    }

    /** Turns the score channels into 0..1. */
    void score(String raw, int labels) {
      graph.addInitializer(OnnxNodes.longs("parts", labels, Topology.BOX_CHANNELS));
      var axis = OnnxNodes.integer("axis", 1);
      graph.addNode(
          named(OnnxNodes.node("Split", raw, "parts"))
              .addOutput("logits")
              .addOutput("boxes")
              .addAttribute(axis));
      var scores = add(OnnxNodes.node("Sigmoid", "logits"));
      graph.addNode(
          named(OnnxNodes.node("Concat", scores, "boxes")).addOutput(OUTPUT).addAttribute(axis));
    }

    private String add(NodeProto.Builder node) {
      named(node);
      graph.addNode(node.addOutput(node.getName()));
      return node.getName();
    }

    private NodeProto.Builder named(NodeProto.Builder node) {
      return node.setName(node.getOpType().toLowerCase(Locale.ROOT) + "_" + nodes++);
    }
  }
}
