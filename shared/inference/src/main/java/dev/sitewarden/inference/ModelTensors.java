package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;

/** The tensors that a card promises: the input's name, and the shapes of input and output. */
final class ModelTensors {
  private final String inputName;
  private final long[] inputShape;
  private final long[] outputShape;

  private ModelTensors(String inputName, long[] inputShape, long[] outputShape) {
    this.inputName = inputName;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }

  static ModelTensors of(ModelCard card) {
    ModelInput input = card.input();
    return new ModelTensors(
        input.name(),
        new long[] {1, 3, input.heightPx(), input.widthPx()},
        BoxDecoder.of(card).outputShape());
  }

  String inputName() {
    return inputName;
  }

  /** {@code [1, 3, height, width]}. */
  long[] inputShape() {
    return inputShape;
  }

  /** As the decoder reads it. */
  long[] outputShape() {
    return outputShape;
  }
}
