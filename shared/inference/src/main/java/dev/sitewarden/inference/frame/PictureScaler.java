package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;

import dev.sitewarden.domain.geometry.Letterbox;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Letterboxes decoded pictures of one size, format and colour space for each model. */
final class PictureScaler implements AutoCloseable {
  private final PictureShape shape;
  private final InputSizes inputs;
  private final List<Letterbox> letterboxes;
  private final List<ScalerTarget> toInputs;

  PictureScaler(PictureShape shape, InputSizes inputs) {
    this.shape = shape;
    this.inputs = inputs;
    letterboxes = inputs.all().stream().map(input -> letterbox(shape, input)).toList();
    toInputs =
        letterboxes.stream()
            .map(
                to ->
                    ScalerTarget.of(
                        shape, AV_PIX_FMT_GBRP, to.contentWidthPx(), to.contentHeightPx()))
            .toList();
  }

  private static Letterbox letterbox(PictureShape shape, InputSize input) {
    return new Letterbox(shape.widthPx(), shape.heightPx(), input.widthPx(), input.heightPx());
  }

  /** Whether it turns such pictures into inputs of these sizes. */
  boolean isFor(PictureShape pictures, InputSizes sizes) {
    return shape.equals(pictures) && inputs.equals(sizes);
  }

  /** How the picture is fitted into each input. */
  List<Letterbox> letterboxes() {
    return letterboxes;
  }

  /** Writes the picture at each model's input size. */
  void scale(AVFrame from, List<InputPixels> to) {
    for (int i = 0; i < toInputs.size(); i++) {
      InputPixels input = to.get(i);
      toInputs.get(i).scale(from, input.planes, input.strides);
    }
  }

  @Override
  public void close() {
    toInputs.forEach(ScalerTarget::close);
  }
}
