package dev.sitewarden.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Topology} that can be trained. In: {@code float[N][3][H][W]}, RGB 0..1. Out: the raw
 * grid {@code float[N][labels + 4][H / 8][W / 8]}. One thread drives it.
 */
public final class Network extends AbstractBlock {
  /** Batch normalisation's guard against division by zero; the export folds with the same. */
  public static final float EPSILON = 1e-5f;

  /**
   * Fresh scores start at sigmoid(-4) = 0.02, so that the many empty cells do not drown the few.
   */
  private static final float FIRST_LOGIT = -4;

  /** Fresh boxes start in the cell's middle, 2 by 2.5 cells large: about the median head. */
  private static final float[] FIRST_BOX = {0.5f, 0.5f, 0.7f, 0.9f};

  private final Topology topology;
  private final Map<Layer, Block> convolutions = new LinkedHashMap<>();
  private final Map<Layer, Block> norms = new LinkedHashMap<>();

  public Network(Topology topology) {
    this.topology = topology;
    for (var layer : topology.layers()) {
      convolutions.put(layer, addChildBlock(layer.name() + ".conv", convolution(layer)));
      if (layer.normalised()) {
        var norm = BatchNorm.builder().optMomentum(0.9f).optEpsilon(EPSILON).build();
        norms.put(layer, addChildBlock(layer.name() + ".norm", norm));
      }
    }
  }

  private static Conv2d convolution(Layer layer) {
    return Conv2d.builder()
        .setKernelShape(new Shape(layer.kernel(), layer.kernel()))
        .optStride(new Shape(layer.stride(), layer.stride()))
        .optPadding(new Shape(layer.padding(), layer.padding()))
        .setFilters(layer.out())
        .optBias(!layer.normalised())
        .build();
  }

  public Topology topology() {
    return topology;
  }

  /** Every number of the network by name: {@code stem.conv.weight}, {@code stem.norm.gamma}, ... */
  public Map<String, Parameter> parameters() {
    var named = new LinkedHashMap<String, Parameter>();
    convolutions.forEach((layer, block) -> name(named, layer.name() + ".conv.", block));
    norms.forEach((layer, block) -> name(named, layer.name() + ".norm.", block));
    return named;
  }

  private static void name(Map<String, Parameter> named, String prefix, Block block) {
    block.getDirectParameters().forEach(pair -> named.put(prefix + pair.getKey(), pair.getValue()));
  }

  /** Sets the last layer's bias so that training starts from a sensible guess. */
  public void startFromFirstGuess() {
    float[] bias = new float[topology.outputs()];
    Arrays.fill(bias, 0, topology.labels(), FIRST_LOGIT);
    System.arraycopy(FIRST_BOX, 0, bias, topology.labels(), FIRST_BOX.length);
    var last = parameters().get("grid.conv.bias");
    if (last == null) {
      throw new IllegalStateException("network has no layer 'grid' with a bias");
    }
    last.getArray().set(bias);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    convolutions.forEach(
        (layer, block) -> block.initialize(manager, type, new Shape(1, layer.in(), 8, 8)));
    norms.forEach(
        (layer, block) -> block.initialize(manager, type, new Shape(1, layer.out(), 8, 8)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var wiring = new ArrayWiring(store, training);
    return new NDList(topology.connect(wiring, inputs.singletonOrThrow()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    var image = inputs[0];
    return new Shape[] {
      new Shape(
          image.get(0),
          topology.outputs(),
          image.get(2) / Topology.STRIDE,
          image.get(3) / Topology.STRIDE)
    };
  }

  /** Runs the operations on arrays. */
  private final class ArrayWiring implements Wiring<NDArray> {
    private static final int NEAREST = 0;

    private final ParameterStore store;
    private final boolean training;

    ArrayWiring(ParameterStore store, boolean training) {
      this.store = store;
      this.training = training;
    }

    @Override
    public NDArray convolve(Layer layer, NDArray input) {
      var output = run(convolutions, layer, new NDList(input));
      if (layer.normalised()) {
        output = run(norms, layer, output);
      }
      return layer.activated() ? rectify(output.singletonOrThrow()) : output.singletonOrThrow();
    }

    private NDList run(Map<Layer, Block> blocks, Layer layer, NDList input) {
      var block = blocks.get(layer);
      if (block == null) {
        throw new IllegalStateException("network has no block for layer " + layer.name());
      }
      return block.forward(store, input, training);
    }

    @Override
    public NDArray add(NDArray left, NDArray right) {
      return left.add(right);
    }

    @Override
    public NDArray rectify(NDArray input) {
      return Activation.relu(input);
    }

    @Override
    public NDArray enlarge(NDArray input) {
      var shape = input.getShape();
      long[] doubled = {shape.get(2) * 2, shape.get(3) * 2};
      return input.getNDArrayInternal().interpolation(doubled, NEAREST, false);
    }
  }
}
