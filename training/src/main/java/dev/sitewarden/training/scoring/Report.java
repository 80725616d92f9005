package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.model.Label;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How good a model was on a set of pictures.
 *
 * @param pictures how many
 * @param curves by label, in the model's order
 */
public record Report(int pictures, Map<Label, PrecisionCurve> curves) {
  public Report {
    curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
  }

  /** The curve of one of the model's labels. */
  public PrecisionCurve curve(Label label) {
    var curve = curves.get(label);
    if (curve == null) {
      throw new IllegalArgumentException(
          "report has no label '%s', it has %s".formatted(label, curves.keySet()));
    }
    return curve;
  }

  /** Mean over the labels that occur of their average precision; 0 if none does. */
  public double meanAveragePrecision() {
    return curves.values().stream()
        .filter(curve -> curve.objects() > 0)
        .mapToDouble(PrecisionCurve::averagePrecision)
        .average()
        .orElse(0);
  }

  /** One line for people. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(pictures).append(" pictures, mAP@.5 ");
    text.append(String.format(Locale.ROOT, "%.3f", meanAveragePrecision()));
    curves.forEach(
        (label, curve) ->
            text.append(String.format(Locale.ROOT, ", %s %.3f", label, curve.averagePrecision())));
    return text.toString();
  }
}
