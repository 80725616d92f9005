package dev.sitewarden.edge.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Grafana dashboard that is shipped. */
public final class Dashboard {
  private static final Path FILE =
      Path.of(
          System.getProperty("sitewarden.root", ".."), "edge-native/grafana/sitewarden-edge.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:sitewarden|process)_[a-z0-9_]+");

  private Dashboard() {}

  /** Every metric that it asks for. */
  public static Set<String> queried() throws IOException {
    return texts("expr").stream()
        .flatMap(expression -> METRIC.matcher(expression).results().map(MatchResult::group))
        .map(Dashboard::family)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The metric that a series belongs to. */
  public static String family(String series) {
    return series.replaceFirst("_seconds_(bucket|sum|count)$", "_seconds");
  }

  static List<String> texts(String key) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(FILE.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && key.equals(json.currentName())) {
          texts.add(json.getText());
        }
      }
    }
    return texts;
  }
}
