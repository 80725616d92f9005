package dev.sitewarden.inference.trust;

/**
 * Looks at an ONNX file before ONNX Runtime does, and refuses what a detector has no use for.
 *
 * <p>One pass over the bytes, nothing is kept: model (field numbers of onnx.proto, ONNX 1.20), its
 * graph, nodes, attributes and tensors. Weights lie in the file itself; a tensor that names another
 * file is refused whatever the name is, so none of the ways to climb out of the folder matters.
 * Fields that are unknown here are refused as well: ONNX Runtime might know them. Tensor data is
 * skipped, so the cost is that of the number of nodes (YOLOX-nano: 369 nodes, under 1 ms).
 */
public final class OnnxScan {
  private static final int MAX_NODES = 5_000;
  private static final int MAX_TENSORS = 10_000;

  /** 1 GiB of floats; ONNX Runtime checks that as many bytes are there. */
  private static final long MAX_ELEMENTS = 1L << 28;

  private int nodes;
  private int tensors;

  private OnnxScan() {}

  /**
   * Checks a whole file.
   *
   * @throws IllegalArgumentException saying what is wrong with "it"
   */
  public static void requireHarmless(byte[] onnx) {
    if (onnx.length == 0) {
      throw new IllegalArgumentException("it is no ONNX file: it is empty");
    }
    new OnnxScan().model(new ProtoReader(onnx));
  }

  private void model(ProtoReader model) {
    boolean hasGraph = false;
    while (model.next()) {
      switch (model.field()) {
        case 1, 2, 3, 4, 5, 6, 14 -> {} // versions, producer, domain, text
        case 7 -> {
          hasGraph = true;
          graph(model.message("graph"));
        }
        case 8 -> operatorSet(model.message("opset_import"));
        case 20 -> throw refused("it brings training_info");
        case 25 -> throw refused("it defines functions of its own");
        default -> throw unknown("model", model);
      }
    }
    if (!hasGraph) {
      throw new IllegalArgumentException("it is no ONNX file: it has no graph");
    }
  }

  private static void operatorSet(ProtoReader set) {
    while (set.next()) {
      switch (set.field()) {
        case 1 -> requireStandard(set.text("opset domain"), "imports operators");
        case 2 -> {} // version: ONNX Runtime knows which it has
        default -> throw unknown("opset_import", set);
      }
    }
  }

  private static void requireStandard(String domain, String what) {
    if (!domain.isEmpty() && !domain.equals("ai.onnx")) {
      throw refused("it %s of domain '%s', only ai.onnx is allowed".formatted(what, shown(domain)));
    }
  }

  private void graph(ProtoReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> node(graph.message("node"));
        case 2, 10, 11, 12, 13, 14, 16 -> {} // name, text, inputs, outputs, shapes, quantisation
        case 5 -> tensor(graph.message("initializer"));
        case 15 -> throw refused("it holds sparse tensors");
        default -> throw unknown("graph", graph);
      }
    }
  }

  private void node(ProtoReader node) {
    if (++nodes > MAX_NODES) {
      throw refused("it has more than %d nodes".formatted(MAX_NODES));
    }
    while (node.next()) {
      switch (node.field()) {
        case 1, 2, 3, 6, 9 -> {} // inputs, outputs, name, text
        case 4 -> operator(node.text("op_type"));
        case 5 -> attribute(node.message("attribute"));
        case 7 -> requireStandard(node.text("node domain"), "uses an operator");
        case 8 -> throw refused("it calls a function of its own");
        default -> throw unknown("node", node);
      }
    }
  }

  private static void operator(String name) {
    if (!OnnxOperators.ALLOWED.contains(name)) {
      throw refused("it uses operator '%s', which is not allowed".formatted(shown(name)));
    }
  }

  private void attribute(ProtoReader attribute) {
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1, 2, 3, 4, 7, 8, 9, 13, 20 -> {} // name, numbers, texts, type
        case 5, 10 -> tensor(attribute.message("attribute tensor"));
        case 6, 11 -> throw refused("it holds a sub-graph");
        case 22, 23 -> throw refused("it holds sparse tensors");
        default -> throw unknown("attribute", attribute);
      }
    }
  }

  private void tensor(ProtoReader tensor) {
    if (++tensors > MAX_TENSORS) {
      throw refused("it has more than %d tensors".formatted(MAX_TENSORS));
    }
    long elements = 1;
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> elements = times(elements, tensor.varints("dims"));
        case 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16 -> {} // type, data, name, text
        case 3 -> throw refused("it holds a tensor in segments");
        case 13 -> throw refused("it keeps a tensor in another file (external_data)");
        case 14 -> inFile(tensor.varint("data_location"));
        default -> throw unknown("tensor", tensor);
      }
    }
  }

  private static void inFile(long location) {
    if (location != 0) {
      throw refused("it keeps a tensor in another file (data_location %d)".formatted(location));
    }
  }

  private static long times(long elements, ProtoReader.ProtoNumbers dimensions) {
    long product = elements;
    while (dimensions.hasNext()) {
      long dimension = dimensions.next();
      if (dimension < 0 || dimension > MAX_ELEMENTS || product * dimension > MAX_ELEMENTS) {
        throw refused("it has a tensor of more than %d elements".formatted(MAX_ELEMENTS));
      }
      product *= dimension;
    }
    return product;
  }

  private static IllegalArgumentException unknown(String message, ProtoReader reader) {
    return refused(
        "its %s has a field %d, which is unknown here".formatted(message, reader.field()));
  }

  private static IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException(reason);
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
  }
}
