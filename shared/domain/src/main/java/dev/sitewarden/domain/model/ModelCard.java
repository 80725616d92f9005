package dev.sitewarden.domain.model;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be known about a model beside its weights.
 *
 * @param task what it does; {@code detection} is the only one today
 * @param labels what it can say, in the order of its outputs
 * @param thresholds per label the least score, 0..1, that counts as a detection; raising one gives
 *     fewer false alarms and more misses
 * @param nmsIou two boxes that overlap by more than this, 0..1, are one object; raising it keeps
 *     more boxes of people close together, and more doubles
 * @param metrics what evaluation measured, by name
 * @param dataset the snapshot it was trained on, in words
 * @param licence SPDX expression of the weights
 * @param minRuntime the oldest Sitewarden that can run it
 */
public record ModelCard(
    String name,
    String version,
    String task,
    ModelInput input,
    OutputDecoder decoder,
    List<Label> labels,
    Map<Label, Double> thresholds,
    double nmsIou,
    Map<String, Double> metrics,
    String dataset,
    String licence,
    String minRuntime) {

  public static final String DETECTION = "detection";

  public ModelCard {
    requireText("name", name);
    requireText("version", version);
    requireText("min_runtime", minRuntime);
    labels = List.copyOf(labels);
    thresholds = ordered(thresholds);
    metrics = ordered(metrics);
    if (!task.equals(DETECTION)) {
      throw new IllegalArgumentException(
          "model card: task must be '%s', got '%s'".formatted(DETECTION, task));
    }
    requireLabels(labels);
    requireThresholds(labels, thresholds);
    requireFraction("nms_iou", nmsIou);
  }

  /** The least score that counts for a label of this card. */
  public double threshold(Label label) {
    Double threshold = thresholds.get(label);
    if (threshold == null) {
      throw new IllegalArgumentException(
          "model %s has no label '%s', only %s".formatted(name, label, labels));
    }
    return threshold;
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static void requireText(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("model card: %s must not be blank".formatted(field));
    }
  }

  private static void requireLabels(List<Label> labels) {
    Set<Label> seen = new HashSet<>();
    for (Label label : labels) {
      if (!seen.add(label)) {
        throw new IllegalArgumentException("model card: label '%s' stands twice".formatted(label));
      }
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("model card: labels must not be empty");
    }
  }

  private static void requireThresholds(List<Label> labels, Map<Label, Double> thresholds) {
    if (!thresholds.keySet().equals(Set.copyOf(labels))) {
      throw new IllegalArgumentException(
          "model card: thresholds must name each label once, labels are %s, thresholds name %s"
              .formatted(labels, thresholds.keySet()));
    }
    thresholds.forEach((label, score) -> requireFraction("thresholds." + label, score));
  }

  private static void requireFraction(String field, double value) {
    if (!(value >= 0 && value <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "model card: %s must be inside 0..1, got %s".formatted(field, value));
    }
  }
}
