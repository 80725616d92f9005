package dev.sitewarden.training.scoring;

import dev.sitewarden.domain.evaluation.PrecisionCurve;
import dev.sitewarden.domain.evaluation.PrecisionRecall;
import dev.sitewarden.domain.model.Label;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model should be run: per label the threshold at which precision and recall are best
 * together, and what it costs. Rules ask for several frames before they speak, so a rare false
 * detection costs less than a head that comes and goes.
 */
public final class Operating {
  private static final int LOWEST_PERCENT = 10;
  private static final int HIGHEST_PERCENT = 90;

  private Operating() {}

  /** A threshold for each label, in whole hundredths. */
  public static Map<Label, Double> thresholds(Report report) {
    var thresholds = new LinkedHashMap<Label, Double>();
    report.labels().forEach(label -> thresholds.put(label, threshold(report.curve(label))));
    return thresholds;
  }

  private static double threshold(PrecisionCurve curve) {
    double best = 0.5;
    double most = 0;
    for (int percent = LOWEST_PERCENT; percent <= HIGHEST_PERCENT; percent++) {
      double balance = balance(curve.at(percent / 100.0));
      if (balance > most) {
        most = balance;
        best = percent / 100.0;
      }
    }
    return best;
  }

  /** F1: the harmonic mean of precision and recall, 0 where one is. */
  private static double balance(PrecisionRecall point) {
    double sum = point.precision() + point.recall();
    return sum == 0 ? 0 : 2 * point.precision() * point.recall() / sum;
  }

  /** The report's figures at these thresholds, by the names that model cards use. */
  public static Map<String, Double> metrics(Report report, Map<Label, Double> thresholds) {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("map_50", rounded(report.meanAveragePrecision()));
    thresholds.forEach(
        (label, threshold) -> {
          var curve = report.curve(label);
          var point = curve.at(threshold);
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
