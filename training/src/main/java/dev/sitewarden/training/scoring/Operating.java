package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.model.Label;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a model should be run: the thresholds that a report suggests, and what they cost. */
public final class Operating {
  /** Nine of ten alarms should be right; among thresholds that do so, the one that finds most. */
  private static final double WANTED_PRECISION = 0.9;

  /** A model that nowhere reaches that precision gets this. */
  private static final double FALLBACK = 0.5;

  private Operating() {}

  /** A threshold for each label. */
  public static Map<Label, Double> thresholds(Report report) {
    var thresholds = new LinkedHashMap<Label, Double>();
    report.curves().forEach((label, curve) -> thresholds.put(label, threshold(curve)));
    return thresholds;
  }

  private static double threshold(PrecisionCurve curve) {
    var point = curve.mostRecallAt(WANTED_PRECISION);
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
