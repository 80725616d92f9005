package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelCard;
import java.nio.FloatBuffer;
import java.util.List;

/** Reads one family of models' output tensors. */
interface BoxDecoder {
  /** The decoder that a card names. */
  static BoxDecoder of(ModelCard card) {
    int width = card.input().widthPx();
    int height = card.input().heightPx();
    int labels = card.labels().size();
    return switch (card.decoder()) {
      case YOLOX -> new YoloxDecoder(width, height, labels);
      case CENTERNET -> new CentreNetDecoder(width, height, labels);
      case NANODET -> IntegralDecoder.nanoDet(width, height, labels);
      case PICODET -> IntegralDecoder.picoDet(width, height, labels);
    };
  }

  /** The shapes that the outputs must have, in the order in which the model names them. */
  List<long[]> outputShapes();

  /** Most boxes that one frame can give. */
  int maxBoxes();

  /** Whether objects of different labels may stand in one place. */
  boolean suppressesPerLabel();

  /**
   * Adds every box whose score reaches its label's threshold. A score that is no number is added
   * too, so that it is noticed: decoders ask "not below" instead of "at least".
   *
   * @param outputs the tensors, read by index, in the order of {@link #outputShapes}
   * @param thresholds by label index
   */
  void decode(List<FloatBuffer> outputs, float[] thresholds, Candidates into);

  /** The lowest threshold: what is below it needs no second look. */
  static float least(float[] thresholds) {
    float least = Float.POSITIVE_INFINITY;
    for (float threshold : thresholds) {
      least = Math.min(least, threshold);
    }
    return least;
  }
}
