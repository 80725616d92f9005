package dev.sitewarden.training.packaging;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.network.Topology;
import java.util.List;
import java.util.Map;

/**
 * What a package says about itself besides its figures.
 *
 * @param size of the served input: the network is convolutional and runs at any; larger finds
 *     smaller heads and costs more
 * @param dataset the pictures it learnt from, in words
 */
public record Release(
    String name, String version, List<Label> labels, InputSize size, String dataset) {
  private static final double NMS_IOU = 0.5;
  private static final double WHITE = 255;
  private static final String LICENCE = "Apache-2.0";
  private static final String MIN_RUNTIME = "0.1.0";

  public Release {
    labels = List.copyOf(labels);
    requireMultiple(size.widthPx());
    requireMultiple(size.heightPx());
  }

  private static void requireMultiple(int px) {
    if (px % Topology.COARSEST_STRIDE != 0) {
      throw new IllegalArgumentException(
          "served size must be a multiple of %d px, got %d"
              .formatted(Topology.COARSEST_STRIDE, px));
    }
  }

  ModelCard card(Map<Label, Double> thresholds, Map<String, Double> metrics) {
    var input =
        new ModelInput(
            OnnxExporter.INPUT,
            size.widthPx(),
            size.heightPx(),
            ColourOrder.RGB,
            List.of(0.0, 0.0, 0.0),
            List.of(WHITE, WHITE, WHITE));
    return new ModelCard(
        name,
        version,
        ModelCard.DETECTION,
        input,
        OutputDecoder.CENTERNET,
        labels,
        thresholds,
        NMS_IOU,
        metrics,
        dataset,
        LICENCE,
        MIN_RUNTIME);
  }
}
