package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.evaluation.CocoEvaluation;
import dev.sitewarden.domain.evaluation.PrecisionCurve;
import dev.sitewarden.domain.model.Label;
import java.util.List;
import java.util.Locale;

/**
 * How good a model was on a set of pictures.
 *
 * @param pictures how many
 * @param iou overlap from which a box was right, 0..1
 * @param labels the model's, in its order
 * @param evaluation the figures behind it
 */
public record Report(int pictures, double iou, List<Label> labels, CocoEvaluation evaluation) {
  public Report {
    labels = List.copyOf(labels);
  }

  public PrecisionCurve curve(Label label) {
    return evaluation.curve(label, iou);
  }

  /** Mean over the labels that occur of their average precision; 0 if none does. */
  public double meanAveragePrecision() {
    return evaluation.meanAveragePrecision(iou).orElse(0);
  }

  /** One line for people. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("%d pictures, mAP@%s ".formatted(pictures, iou));
    text.append(String.format(Locale.ROOT, "%.3f", meanAveragePrecision()));
    for (var label : labels) {
      double precision = curve(label).averagePrecision();
      text.append(String.format(Locale.ROOT, ", %s %.3f", label, precision));
    }
    return text.toString();
  }
}
