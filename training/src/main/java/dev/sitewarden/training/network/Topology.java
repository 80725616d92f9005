package dev.sitewarden.training.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of the detector.
 *
 * <p>Residual stages down to stride 32 see context; their result is enlarged and added step by step
 * up to stride 8, where every cell says how much it is the centre of an object of each label and
 * where that object's box lies (after "Objects as Points", Zhou et al., 2019). Most of the work is
 * done at strides 4 and 8, because heads on a site are small. Widths are multiples of 16, which the
 * CPU's vector code likes: 24, 32, 56, 96, 112, 56 channels trained at 34 pictures/s, the standard
 * 16, 32, 64, 96, 96, 64 with as many parameters at 50.
 *
 * @param labels number of labels
 * @param stem channels at stride 2
 * @param fine channels at stride 4
 * @param middle channels at stride 8
 * @param coarse channels at stride 16
 * @param deep channels at stride 32
 * @param neck channels on the way back up and in the head
 */
public record Topology(int labels, int stem, int fine, int middle, int coarse, int deep, int neck) {
  /** Pixels per cell of the output grid. */
  public static final int STRIDE = 8;

  /** Channels of the box: centre x and y, logarithm of width and height. */
  public static final int BOX_CHANNELS = 4;

  /** Sides of the input must be multiples of this. */
  public static final int COARSEST_STRIDE = 32;

  /** The bundled model's shape: 0.8 million parameters. */
  public static Topology standard(int labels) {
    return new Topology(labels, 16, 32, 64, 96, 96, 64);
  }

  /** Channels of the output: one score a label, then the box. */
  public int outputs() {
    return labels + BOX_CHANNELS;
  }

  public List<Layer> layers() {
    var layers = new ArrayList<Layer>();
    connect(new Census(layers), 0);
    return layers;
  }

  public long parameters() {
    return layers().stream().mapToLong(Layer::parameters).sum();
  }

  /**
   * Builds the network out of {@code wiring}'s operations.
   *
   * @param image {@code [N][3][H][W]}
   * @return the raw grid {@code [N][labels + 4][H / 8][W / 8]}; scores are still logits
   */
  public <T> T connect(Wiring<T> wiring, T image) {
    var half = wiring.convolve(Layer.active("stem", 3, stem, 3, 2), image);
    var quarter = stage(wiring, "quarter", half, stem, fine);
    var eighth =
        residual(wiring, "eighth.more", stage(wiring, "eighth", quarter, fine, middle), middle);
    var sixteenth = stage(wiring, "sixteenth", eighth, middle, coarse);
    var last = stage(wiring, "last", sixteenth, coarse, deep);
    var context = wiring.convolve(Layer.active("up.last", deep, neck, 1, 1), last);
    context = rise(wiring, "up.sixteenth", context, sixteenth, coarse);
    context = wiring.convolve(Layer.active("up.mix", neck, neck, 3, 1), context);
    context = rise(wiring, "up.eighth", context, eighth, middle);
    var head = wiring.convolve(Layer.active("head.first", neck, neck, 3, 1), context);
    head = wiring.convolve(Layer.active("head.second", neck, neck, 3, 1), head);
    return wiring.convolve(new Layer("grid", neck, outputs(), 1, 1, false, false), head);
  }

  private static <T> T stage(Wiring<T> wiring, String name, T input, int in, int out) {
    return residual(wiring, name, wiring.convolve(Layer.active(name, in, out, 3, 2), input), out);
  }

  private static <T> T residual(Wiring<T> wiring, String name, T input, int channels) {
    var inner = wiring.convolve(Layer.active(name + ".a", channels, channels, 3, 1), input);
    var second = new Layer(name + ".b", channels, channels, 3, 1, true, false);
    return wiring.rectify(wiring.add(wiring.convolve(second, inner), input));
  }

  private <T> T rise(Wiring<T> wiring, String name, T context, T detail, int channels) {
    var lateral = wiring.convolve(Layer.active(name, channels, neck, 1, 1), detail);
    return wiring.add(wiring.enlarge(context), lateral);
  }

  /** Counts layers; nothing flows. */
  private record Census(List<Layer> layers) implements Wiring<Integer> {
    @Override
    public Integer convolve(Layer layer, Integer input) {
      layers.add(layer);
      return input;
    }

    @Override
    public Integer add(Integer left, Integer right) {
      return left;
    }

    @Override
    public Integer rectify(Integer input) {
      return input;
    }

    @Override
    public Integer enlarge(Integer input) {
      return input;
    }
  }
}
