package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.TrackerSettings;
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
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/** The models of this device, loaded; the detection thread owns them. */
final class Models implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Models.class.getName());

  private final ServingModel serving;
  private final Optional<ModelKeeper> keeper;
  private final Optional<LoadedModel> people;
  private final CurrentSettings wanted;
  private volatile LoadedModel champion;
  private volatile KnownLabels known;
  private volatile InputSizes inputs;

  private Models(
      ServingModel serving,
      Optional<ModelKeeper> keeper,
      Optional<LoadedModel> people,
      CurrentSettings wanted) {
    this.serving = serving;
    this.keeper = keeper;
    this.people = people;
    this.wanted = wanted;
    champion = serving.current();
    known = new KnownLabels(champion.card(), people.map(LoadedModel::card));
    inputs = inputs(champion, people);
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
      models = new Models(fixed, Optional.empty(), people, wanted);
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
      models = new Models(keeper.serving(), Optional.of(keeper), people, wanted);
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

  /** What raises incidents, for whom tells it what came of a frame. */
  ServingModel serving() {
    return serving;
  }

  /**
   * What judges the next frame, as {@link ServingModel#current}. On the detection thread; what the
   * others here say follows it.
   */
  LoadedModel current() {
    LoadedModel now = serving.current();
    if (now != champion) {
      champion = now;
      known = new KnownLabels(now.card(), people.map(LoadedModel::card));
      inputs = inputs(now, people);
      warn();
    }
    return now;
  }

  /** Zones that were drawn for its predecessor may ask for what it cannot see. */
  private void warn() {
    try {
      known.require(wanted.current());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "model {0} serves, and {1}", champion.version(), e.getMessage());
    }
  }

  /** Finds people, so that heads belong to somebody. */
  Optional<LoadedModel> people() {
    return people;
  }

  /** What may be watched for now. Any thread. */
  KnownLabels known() {
    return known;
  }

  /** What serves now. Any thread. */
  ModelVersion version() {
    return champion.version();
  }

  /** What frames are letterboxed to now. Any thread. */
  InputSizes inputs() {
    return inputs;
  }

  private static InputSizes inputs(LoadedModel champion, Optional<LoadedModel> people) {
    return InputSizes.of(
        Stream.concat(Stream.of(champion), people.stream())
            .map(model -> model.model().inputSize())
            .toArray(InputSize[]::new));
  }

  /**
   * Refuses what these models, or this device, cannot do.
   *
   * @throws IllegalArgumentException in one sentence for the user
   */
  void require(DesiredProperties desired) {
    known.require(desired);
    if (desired.model() instanceof ModelSource.Ordered && keeper.isEmpty()) {
      throw new IllegalArgumentException(
          "model: this device has no key to verify packages with; start it with --model-key");
    }
  }

  /** Orders a model from the hub, as {@link #require} allows; returns at once. */
  void order(ModelOrder order, long version) {
    keeper.ifPresent(it -> it.order(order, version));
  }

  @Override
  public void close() {
    keeper.ifPresent(ModelKeeper::close);
    serving.close();
    people.ifPresent(LoadedModel::close);
  }
}
