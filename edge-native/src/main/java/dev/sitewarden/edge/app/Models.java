package dev.sitewarden.edge.app;

import static dev.sitewarden.domain.vision.PpeAssociation.PERSON_WITHOUT_HELMET;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.PpeAssociation;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.edge.hub.HubDownloads;
import dev.sitewarden.edge.models.KeyFile;
import dev.sitewarden.edge.models.LoadedModel;
import dev.sitewarden.edge.models.ModelKeeper;
import dev.sitewarden.edge.models.ModelObserver;
import dev.sitewarden.edge.models.ModelStatus;
import dev.sitewarden.edge.models.ModelsConfig;
import dev.sitewarden.edge.models.ServingModel;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.InputSizes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models of this device, loaded; the detection thread owns them. */
final class Models implements AutoCloseable {
  private final ServingModel serving;
  private final Optional<ModelKeeper> keeper;
  private final Optional<LoadedModel> people;

  private Models(ServingModel serving, Optional<ModelKeeper> keeper, Optional<LoadedModel> people) {
    this.serving = serving;
    this.keeper = keeper;
    this.people = people;
  }

  /**
   * Loads them.
   *
   * @throws IllegalArgumentException if a package is wrong or a rule watches for what no model
   *     knows, in one sentence for the user
   */
  static Models open(
      RunSettings settings,
      CurrentSettings wanted,
      StateFolder state,
      Reporter reporter,
      InstantSource clock) {
    DesiredProperties desired = wanted.current();
    Optional<LoadedModel> people =
        desired
            .personModel()
            .map(source -> ModelPackage.open(local(settings, source)))
            .map(model -> LoadedModel.open(model, detection(settings, model)));
    Path bundled =
        desired.model() instanceof ModelSource.Local
            ? local(settings, desired.model())
            : settings.bundledModel();
    Models models;
    if (settings.modelKey().isEmpty()) {
      ModelPackage model = ModelPackage.open(bundled);
      var fixed = ServingModel.fixed(model, detection(settings, model));
      models = new Models(fixed, Optional.empty(), people);
    } else {
      var config =
          ModelsConfig.of(
              state.models(),
              bundled,
              KeyFile.verification(settings.modelKey().get()),
              model -> detection(settings, model));
      ModelKeeper keeper =
          ModelKeeper.start(
              config, HubDownloads.client(settings.hub()), clock, observer(wanted, reporter));
      models = new Models(keeper.serving(), Optional.of(keeper), people);
    }
    wanted.judgedBy(models);
    return models;
  }

  private static ModelObserver observer(CurrentSettings wanted, Reporter reporter) {
    return new ModelObserver() {
      @Override
      public void status(ModelStatus status) {
        wanted.modelStatus(status);
      }

      @Override
      public void rolledBack(ModelVersion from, ModelVersion to, String reason) {
        reporter.rolledBack(from, reason);
      }
    };
  }

  private static Path local(RunSettings settings, ModelSource source) {
    return switch (source) {
      case ModelSource.Local(String path) -> settings.resolve(path);
      case ModelSource.Ordered(ModelOrder order) ->
          throw new IllegalArgumentException(
              "person-model: %s cannot be fetched; name a package on this device as its path"
                  .formatted(order.uri()));
    };
  }

  /** A detector looks down to what keeps a track alive. */
  private static DetectorSettings detection(RunSettings settings, ModelPackage model) {
    var tracking = TrackerSettings.defaults().withHighScores(model.card().thresholds());
    return settings.detection(tracking.lowScore());
  }

  ServingModel serving() {
    return serving;
  }

  /** Finds people, so that heads belong to somebody. */
  Optional<LoadedModel> people() {
    return people;
  }

  /** From which score on a detection counts by itself. On the detection thread. */
  double threshold(Detection detection) {
    Label label = detection.label();
    return thresholdOn(serving.current(), label)
        .or(() -> people.flatMap(model -> thresholdOn(model, label)))
        .orElse(0.0); // derived of two that count
  }

  private static Optional<Double> thresholdOn(LoadedModel model, Label label) {
    return Optional.ofNullable(model.card().thresholds().get(label));
  }

  /** Whether a detection's score suffices by itself. On the detection thread. */
  boolean counts(Detection detection) {
    return detection.score() >= threshold(detection);
  }

  TrackerSettings tracking() {
    Map<Label, Double> thresholds = new HashMap<>(serving.current().card().thresholds());
    people.ifPresent(model -> thresholds.putAll(model.card().thresholds()));
    people.ifPresent(model -> thresholds.put(PERSON_WITHOUT_HELMET, ofDerived(thresholds)));
    return TrackerSettings.defaults().withHighScores(thresholds);
  }

  /** A derived detection has the lower of two scores, so it counts from the lower threshold on. */
  private static double ofDerived(Map<Label, Double> thresholds) {
    return Math.min(
        thresholds.getOrDefault(PpeAssociation.PERSON, 0.5),
        thresholds.getOrDefault(PpeAssociation.HEAD, 0.5));
  }

  /** What frames are letterboxed to. */
  InputSizes inputs() {
    List<ModelPackage> models =
        people
            .map(second -> List.of(serving.current().model(), second.model()))
            .orElseGet(() -> List.of(serving.current().model()));
    return new InputSizes(models.stream().map(ModelPackage::inputSize).distinct().toList());
  }

  /**
   * Refuses labels that no model knows, and rules that watch for what nobody looks for.
   *
   * @throws IllegalArgumentException that names the key or the rule
   */
  void requireKnown(DesiredProperties desired, List<Label> labels) {
    Set<Label> known = new HashSet<>(labels);
    people.ifPresent(
        model -> {
          known.addAll(model.card().labels());
          known.add(PERSON_WITHOUT_HELMET);
        });
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
        zone.rules().forEach(rule -> requireKnown(known, zone, rule, desired));
      }
    }
  }

  private static List<String> names(Set<Label> labels) {
    return labels.stream().map(Label::value).sorted().toList();
  }

  private static void requireKnown(
      Set<Label> known, Zone zone, Rule rule, DesiredProperties desired) {
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

  /**
   * Orders a model from the hub; returns at once.
   *
   * @throws IllegalArgumentException if this device cannot verify any
   */
  void order(ModelOrder order, long version) {
    keeper
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model: this device has no key to verify packages with; start it with --model-key"))
        .order(order, version);
  }

  @Override
  public void close() {
    keeper.ifPresent(ModelKeeper::close);
    serving.close();
    people.ifPresent(LoadedModel::close);
  }
}
