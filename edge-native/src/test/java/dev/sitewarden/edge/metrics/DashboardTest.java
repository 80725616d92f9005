package dev.sitewarden.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.metrics.Metric.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard that is shipped queries what the edge exports, and all of it. */
class DashboardTest {
  private static final Pattern LABEL = Pattern.compile("\\{\\{([a-z_]+)\\}\\}");

  /** What Prometheus adds to every series. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  @Test
  void everyMetricThatIsQueriedIsExportedAndEveryExportedOneIsShown() throws IOException {
    assertThat(Dashboard.queried())
        .isEqualTo(
            Arrays.stream(EdgeMetric.values())
                .map(EdgeMetric::metricName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyLabelInALegendIsOneOfItsMetric() throws IOException {
    List<String> expressions = Dashboard.texts("expr");
    List<String> legends = Dashboard.texts("legendFormat");

    assertThat(legends).hasSameSizeAs(expressions);
    for (int i = 0; i < legends.size(); i++) {
      Set<String> known = labelsIn(expressions.get(i));
      assertThat(LABEL.matcher(legends.get(i)).results().map(found -> found.group(1)))
          .as(expressions.get(i))
          .allMatch(known::contains);
    }
  }

  @Test
  void histogramsAreAskedForTheirSeries() throws IOException {
    for (EdgeMetric metric : EdgeMetric.values()) {
      if (metric.kind() == Kind.HISTOGRAM) {
        assertThat(Dashboard.texts("expr"))
            .noneMatch(text -> text.matches(".*" + metric.metricName() + "[^a-z_].*"));
      }
    }
  }

  private static Set<String> labelsIn(String expression) {
    return Stream.concat(
            Arrays.stream(EdgeMetric.values())
                .filter(metric -> expression.contains(metric.metricName()))
                .flatMap(metric -> metric.labels().stream()),
            OF_PROMETHEUS.stream())
        .collect(Collectors.toSet());
  }
}
