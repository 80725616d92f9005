package dev.sitewarden.edge.app;

import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.models.Agreement;
import dev.sitewarden.edge.models.DisagreementReport;
import java.util.ArrayList;
import java.util.List;

/** How a challenger compares with the champion. Any thread. */
final class ChallengerMetrics {
  private ChallengerMetrics() {}

  static List<Metric> of(DisagreementReport report) {
    String model = report.challenger().toString();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(EdgeMetric.CHALLENGER_FRAMES.of(() -> report.all().frames(), model));
    metrics.add(EdgeMetric.CHALLENGER_DROPPED.of(report::dropped, model));
    metrics.add(EdgeMetric.CHALLENGER_OFFERED.of(report::offered, model));
    report
        .byLabel()
        .forEach(
            (label, agreement) -> {
              add(metrics, model, label.value(), "both", agreement.same());
              add(metrics, model, label.value(), "champion", ofChampion(agreement));
              add(metrics, model, label.value(), "challenger", ofChallenger(agreement));
            });
    return metrics;
  }

  private static void add(List<Metric> to, String model, String label, String by, long objects) {
    to.add(EdgeMetric.CHALLENGER_OBJECTS.of(() -> objects, model, label, by));
  }

  private static long ofChampion(Agreement agreement) {
    return agreement.reference() - agreement.same();
  }

  private static long ofChallenger(Agreement agreement) {
    return agreement.found() - agreement.same();
  }
}
