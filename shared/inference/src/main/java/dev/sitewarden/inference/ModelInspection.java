package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelCard;

/** Looks at a model before there is a package of it. */
public final class ModelInspection {
  private ModelInspection() {}

  /**
   * The name of the model's one input.
   *
   * @param model what to call it in messages
   * @throws IllegalArgumentException if it is no ONNX model or has several inputs
   */
  public static String inputName(String model, byte[] onnx) {
    return OnnxSession.inputName(model, onnx);
  }

  /**
   * Loads the model as its card describes it and runs it once, on a picture of zeros.
   *
   * @throws IllegalArgumentException saying what does not fit
   */
  public static void requireFits(String model, byte[] onnx, ModelCard card) {
    try (var session =
        new OnnxSession(model, onnx, DetectorSettings.ofThreads(1), ModelTensors.of(card))) {
      session.run();
      BoxDecoder decoder = BoxDecoder.of(card);
      var candidates = new Candidates(decoder.maxBoxes());
      decoder.decode(session.outputs(), new float[card.labels().size()], candidates);
      if (candidates.areBroken()) {
        throw new IllegalArgumentException(
            "model %s rejected: for an empty picture it gives scores outside 0..1 or boxes without"
                    .formatted(model)
                + " end; its weights are damaged, or it was exported without its sigmoid");
      }
    }
  }
}
