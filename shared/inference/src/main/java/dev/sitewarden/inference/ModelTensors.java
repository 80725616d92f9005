package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import java.util.List;

/** The tensors that a card promises: the input's name, and the shapes of input and outputs. */
final class ModelTensors {
  private final String inputName;
  private final long[] inputShape;
  private final List<long[]> outputShapes;

  private ModelTensors(String inputName, long[] inputShape, List<long[]> outputShapes) {
    this.inputName = inputName;
    this.inputShape = inputShape;
    this.outputShapes = outputShapes;
  }

  static ModelTensors of(ModelCard card) {
    ModelInput input = card.input();
    return new ModelTensors(
        input.name(),
        new long[] {1, 3, input.heightPx(), input.widthPx()},
        BoxDecoder.of(card).outputShapes());
  }

  String inputName() {
    return inputName;
  }

  /** {@code [1, 3, height, width]}. */
  long[] inputShape() {
    return inputShape;
  }

  /** As the decoder reads them, in the order in which the model names its outputs. */
  List<long[]> outputShapes() {
    return outputShapes;
  }
}
