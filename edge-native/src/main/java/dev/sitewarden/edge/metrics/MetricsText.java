package dev.sitewarden.edge.metrics;

import dev.sitewarden.edge.metrics.Metric.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes metrics in Prometheus' text exposition format, version 0.0.4: per metric its help, its
 * kind, then its series in one group; text in UTF-8, lines end in a line feed.
 */
public final class MetricsText {
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private MetricsText() {}

  public static String write(List<Metric> metrics) {
    Map<String, List<Metric>> families = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      families.computeIfAbsent(family(metric), name -> new ArrayList<>()).add(metric);
    }
    var text = new StringBuilder();
    families.forEach((name, series) -> write(name, series, text));
    return text.toString();
  }

  private static String family(Metric metric) {
    return metric.kind() == Kind.HISTOGRAM
        ? metric.name().replaceFirst("_(bucket|sum|count)$", "")
        : metric.name();
  }

  private static void write(String name, List<Metric> series, StringBuilder text) {
    Metric first = series.getFirst();
    String help = first.help().replace("\\", "\\\\").replace("\n", "\\n");
    String kind = first.kind().name().toLowerCase(Locale.ROOT);
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    for (Metric metric : series) {
      text.append(metric.name()).append(labels(metric)).append(' ');
      text.append(number(metric.value().getAsDouble())).append('\n');
    }
  }

  private static String labels(Metric metric) {
    if (metric.labels().isEmpty()) {
      return "";
    }
    var labels = new StringJoiner(",", "{", "}");
    metric
        .labels()
        .forEach((name, value) -> labels.add("%s=\"%s\"".formatted(name, quoted(value))));
    return labels.toString();
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
