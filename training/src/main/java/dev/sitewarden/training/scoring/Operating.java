package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.model.Label;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model should be run: per label the threshold at which precision and recall are best
 * together, and what it costs. Rules ask for several frames before they speak, so a rare false
 * detection costs less than a head that comes and goes.
 */
public final class Operating {
  /** A label that the report never saw gets this. */
  private static final double FALLBACK = 0.5;

  private Operating() {}

  /** A threshold for each label. */
  public static Map<Label, Double> thresholds(Report report) {
    var thresholds = new LinkedHashMap<Label, Double>();
    report.curves().forEach((label, curve) -> thresholds.put(label, threshold(curve)));
    return thresholds;
  }

  private static double threshold(PrecisionCurve curve) {
    var point = curve.bestBalance();
    // Rounded down, for the detection at the threshold itself is meant to stay.
    return point.recall() > 0 ? Math.floor(point.threshold() * 1e4) / 1e4 : FALLBACK;
  }

  /** The report's figures at these thresholds, by the names that model cards use. */
  public static Map<String, Double> metrics(Report report, Map<Label, Double> thresholds) {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("map_50", rounded(report.meanAveragePrecision()));
    report
        .curves()
        .forEach(
            (label, curve) -> {
              var point = curve.at(thresholds.getOrDefault(label, FALLBACK));
              metrics.put(label + "_ap_50", rounded(curve.averagePrecision()));
              metrics.put(label + "_precision", rounded(point.precision()));
              metrics.put(label + "_recall", rounded(point.recall()));
            });
    return metrics;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
