package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What was counted in one zone over all intervals. */
final class ZoneTotal {
  private final Map<Label, LabelCount> labels = new TreeMap<>(Comparator.comparing(Label::value));
  private int incidents;

  void raised() {
    incidents++;
  }

  void add(LabelCount count) {
    labels.merge(count.label(), count, ZoneTotal::sum);
  }

  /** Of the mean nothing is left: intervals were watched for different times. */
  private static LabelCount sum(LabelCount one, LabelCount other) {
    return new LabelCount(
        one.label(),
        Math.max(one.most(), other.most()),
        0,
        one.entered() + other.entered(),
        one.left() + other.left(),
        one.in() + other.in(),
        one.out() + other.out());
  }

  int incidents() {
    return incidents;
  }

  /** By label, in the order of their names. */
  Map<Label, LabelCount> labels() {
    return labels;
  }
}
