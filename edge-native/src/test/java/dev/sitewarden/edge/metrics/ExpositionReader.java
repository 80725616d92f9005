package dev.sitewarden.edge.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text exposition format 0.0.4 by its rules (prometheus.io, "Exposition formats"), and
 * refuses what breaks one: the last line ends in a line feed; HELP and TYPE stand before a metric's
 * samples and once; a metric's lines stand together; a sample is there once.
 */
record ExpositionReader(
    List<Sample> samples, Map<String, String> kinds, Map<String, String> helps) {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

  record Sample(String name, Map<String, String> labels, double value) {}

  static ExpositionReader read(String text) {
    var reader = new ExpositionReader(new ArrayList<>(), new HashMap<>(), new HashMap<>());
    if (!text.endsWith("\n") || text.contains("\r")) {
      throw new IllegalArgumentException("lines end in a line feed, the last one too");
    }
    Set<String> closed = new HashSet<>();
    String current = "";
    for (String line : text.lines().toList()) {
      String family = reader.take(line);
      if (!family.equals(current)) {
        if (!closed.add(family)) {
          throw new IllegalArgumentException("lines of %s do not stand together".formatted(family));
        }
        current = family;
      }
    }
    return reader;
  }

  private String take(String line) {
    if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
      String[] parts = line.substring(7).split(" ", 2);
      var all = line.startsWith("# HELP ") ? helps : kinds;
      if (all.put(parts[0], unescaped(parts[1])) != null) {
        throw new IllegalArgumentException("said twice: " + line);
      }
      return parts[0];
    }
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    Sample read = new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3)));
    if (samples.stream()
        .anyMatch(s -> s.name().equals(read.name()) && s.labels().equals(read.labels()))) {
      throw new IllegalArgumentException("there twice: " + line);
    }
    samples.add(read);
    return family(read.name());
  }

  private String family(String name) {
    String stem = name.replaceFirst("_(bucket|sum|count)$", "");
    String family = "histogram".equals(kinds.get(stem)) ? stem : name;
    if (!kinds.containsKey(family)) {
      throw new IllegalArgumentException("TYPE of %s does not stand before it".formatted(family));
    }
    return family;
  }

  private static Map<String, String> labels(@Nullable String text) {
    Map<String, String> labels = new HashMap<>();
    if (text == null) {
      return labels;
    }
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
    if (end != text.length()) {
      throw new IllegalArgumentException("no labels: " + text);
    }
    return labels;
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
        plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  double value(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && sample.labels().equals(labels))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow();
  }
}
