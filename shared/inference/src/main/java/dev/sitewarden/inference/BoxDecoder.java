package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelCard;
import java.nio.FloatBuffer;

/** Reads one family of models' output tensor. */
interface BoxDecoder {
  /** The decoder that a card names. */
  static BoxDecoder of(ModelCard card) {
    int width = card.input().widthPx();
    int height = card.input().heightPx();
    int labels = card.labels().size();
    return switch (card.decoder()) {
      case YOLOX -> new YoloxDecoder(width, height, labels);
      case CENTERNET -> new CentreNetDecoder(width, height, labels);
    };
  }

  /** The shape that the output must have, as ONNX Runtime writes it. */
  long[] outputShape();

  /** Most boxes that one frame can give. */
  int maxBoxes();

  /** Whether objects of different labels may stand in one place. */
  boolean suppressesPerLabel();

  /**
   * Adds every box whose score reaches its label's threshold.
   *
   * @param output the tensor, read by index
   * @param thresholds by label index
   */
  void decode(FloatBuffer output, float[] thresholds, Candidates into);
}
