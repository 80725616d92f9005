package dev.sitewarden.edge.app;

import static dev.sitewarden.domain.vision.PpeAssociation.PERSON_WITHOUT_HELMET;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.PpeAssociation;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the models that serve at the moment know, and from which score on each label counts.
 *
 * @param people a second model's card; with it, people without a helmet are known too
 */
record KnownLabels(ModelCard champion, Optional<ModelCard> people) {
  /** What a label without a threshold of its own needs: the tracker's usual one. */
  private static final double USUAL = TrackerSettings.defaults().highScore();

  /** From which score on a detection counts by itself. */
  double threshold(Detection detection) {
    Label label = detection.label();
    return Optional.ofNullable(champion.thresholds().get(label))
        .or(() -> people.map(card -> card.thresholds().get(label)))
        .orElse(0.0); // derived of two that count
  }

  /** Whether a detection's score suffices by itself. */
  boolean counts(Detection detection) {
    return detection.score() >= threshold(detection);
  }

  TrackerSettings tracking() {
    Map<Label, Double> thresholds = new HashMap<>(champion.thresholds());
    people.ifPresent(card -> thresholds.putAll(card.thresholds()));
    people.ifPresent(card -> thresholds.put(PERSON_WITHOUT_HELMET, ofDerived(thresholds)));
    return TrackerSettings.defaults().withHighScores(thresholds);
  }

  /** A derived detection has the lower of two scores, so it counts from the lower threshold on. */
  private static double ofDerived(Map<Label, Double> thresholds) {
    return Math.min(
        thresholds.getOrDefault(PpeAssociation.PERSON, USUAL),
        thresholds.getOrDefault(PpeAssociation.HEAD, USUAL));
  }

  /** What rules may watch for, the champion's labels first. */
  List<Label> all() {
    Set<Label> known = new LinkedHashSet<>(champion.labels());
    people.ifPresent(
        card -> {
          known.addAll(card.labels());
          known.add(PERSON_WITHOUT_HELMET);
        });
    return List.copyOf(known);
  }

  /**
   * Refuses labels that no model knows, and rules that watch for what nobody looks for.
   *
   * @throws IllegalArgumentException that names the key or the rule
   */
  void require(DesiredProperties desired) {
    Set<Label> known = new LinkedHashSet<>(all());
    for (Label label : desired.labels()) {
      if (!known.contains(label)) {
        throw new IllegalArgumentException(
            "labels names '%s', which the model does not know; it knows %s"
                .formatted(label, names(known)));
      }
    }
    if (!desired.labels().isEmpty()) {
      known.retainAll(desired.labels());
    }
    for (List<Zone> zones : desired.zones().values()) {
      for (Zone zone : zones) {
        zone.rules().forEach(rule -> require(known, zone, rule, desired));
      }
    }
  }

  private static List<String> names(Set<Label> labels) {
    return labels.stream().map(Label::value).sorted().toList();
  }

  private static void require(Set<Label> known, Zone zone, Rule rule, DesiredProperties desired) {
    for (Label label : rule.terms().labels()) {
      if (!known.contains(label)) {
        throw new IllegalArgumentException(
            "rule %s of zone %s watches for '%s', which %s %s"
                .formatted(
                    rule.id(),
                    zone.id(),
                    label,
                    desired.labels().isEmpty()
                        ? "the model does not know; it knows"
                        : "is not looked for; labels has",
                    names(known)));
      }
    }
  }
}
