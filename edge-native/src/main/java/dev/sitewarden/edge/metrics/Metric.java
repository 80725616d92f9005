package dev.sitewarden.edge.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * One number that is read when somebody asks. Metrics of one name have the same help and kind.
 *
 * @param name as Prometheus wants it: a counter ends in {@code _total}, units are base units
 * @param labels tell metrics of one name apart
 */
public record Metric(
    String name, String help, Kind kind, Map<String, String> labels, DoubleSupplier value) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  /** How a number moves. */
  public enum Kind {
    /** Only up, and back to 0 with the process. */
    COUNTER,
    /** Up and down. */
    GAUGE,
    /** One of the series of a {@link Histogram}. */
    HISTOGRAM
  }

  public Metric {
    labels = new TreeMap<>(labels);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s' is no name of a metric".formatted(name));
    }
    for (String label : labels.keySet()) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException("'%s' is no label of metric %s".formatted(label, name));
      }
    }
  }
}
