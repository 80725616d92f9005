package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.edge.models.ModelHealthWatch.Health;
import dev.sitewarden.edge.models.StoreState.Quarantined;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes orders through all steps, one at a time. Belongs to the keeper's thread. */
final class ModelUpdater {
  private static final System.Logger LOG = System.getLogger(ModelUpdater.class.getName());

  /**
   * An order and what it stands in.
   *
   * @param desiredVersion {@code $version} of the desired properties
   */
  record Ordered(ModelOrder order, long desiredVersion) {}

  private final ModelsConfig config;
  private final ModelStore store;
  private final ModelInstaller installer;
  private final ModelLoader loader;
  private final ModelObserver observer;
  private final InstantSource clock;
  private final ServingModel serving;
  private ServingStats stats;
  private @Nullable ModelTrial trial;
  private Optional<String> unsaved = Optional.empty();
  private long desiredVersion;

  ModelUpdater(
      ModelsConfig config,
      ModelStore store,
      ModelInstaller installer,
      ModelLoader loader,
      ModelObserver observer,
      InstantSource clock,
      ServingModel serving) {
    this.config = config;
    this.store = store;
    this.installer = installer;
    this.loader = loader;
    this.observer = observer;
    this.clock = clock;
    this.serving = serving;
    stats = new ServingStats(clock);
    serving.add(stats);
  }

  /** Goes on with a trial that the last process was in. */
  void resume(LoadedModel tried, LoadedModel predecessor) {
    trial = new ModelTrial(serving, tried, predecessor, watch(), clock);
  }

  private ModelHealthWatch watch() {
    return new ModelHealthWatch(config.health(), stats.baseline());
  }

  /** Whether there is something to look after without an order. */
  boolean isBusy() {
    return trial != null || unsaved.isPresent();
  }

  /**
   * Applies an order as far as it goes now; what becomes of a trial is for {@link #watchTrial}.
   *
   * @param superseded whether there is no use in waiting any longer
   * @return whether it should be tried again later
   */
  boolean apply(Ordered ordered, BooleanSupplier superseded) {
    saveRollback();
    desiredVersion = ordered.desiredVersion();
    ModelOrder order = ordered.order();
    if (isThere(order)) {
      return false;
    }
    try {
      update(order, superseded);
      return false;
    } catch (IllegalArgumentException e) {
      refuse(order, String.valueOf(e.getMessage()));
      return false;
    } catch (UncheckedIOException e) {
      if (trial == null) {
        store.change(StoreState::abandoned);
      }
      tell(ModelStatus.FAILED, String.valueOf(e.getMessage()));
      return true;
    } catch (IllegalStateException e) { // our own mistake, which must not end all updates
      LOG.log(System.Logger.Level.ERROR, "applying %s failed".formatted(order), e);
      tell(ModelStatus.FAILED, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Whether that order needs nothing done, which is then told. */
  private boolean isThere(ModelOrder order) {
    StoreState state = store.state();
    if (trial != null && state.trial().filter(one -> isOf(order, one.model())).isPresent()) {
      tell(ModelStatus.UNDER_WAY, "on trial");
      return true;
    }
    if (trial == null && state.current().filter(one -> isOf(order, one)).isPresent()) {
      tell(ModelStatus.SERVING, "serving");
      return true;
    }
    Optional<Quarantined> quarantined = state.quarantined(order.sha256());
    quarantined.ifPresent(
        one -> tell(ModelStatus.REFUSED, "quarantined after an earlier attempt: " + one.reason()));
    return quarantined.isPresent();
  }

  private static boolean isOf(ModelOrder order, StoredModel model) {
    return model.archive().equals(order.sha256());
  }

  private void update(ModelOrder order, BooleanSupplier superseded) {
    if (trial != null) {
      takeBack(trial);
      store.change(StoreState::abandoned);
    }
    if (!order.allowRollback()) {
      VersionOrder.requireNotOlder(serving.newest().card().version(), order.version());
    }
    tell(ModelStatus.UNDER_WAY, "downloading");
    StoredModel model = installer.install(order);
    tell(ModelStatus.UNDER_WAY, "loading");
    store.change(state -> state.attempt(model)); // before it is loaded: loading may end the process
    LoadedModel loaded = loader.proved(model.archive());
    store.change(StoreState::serving);
    if (handOver(loaded, superseded)) {
      observer.reached(UpdateStep.ON_TRIAL);
      tell(ModelStatus.UNDER_WAY, "serving, on trial for " + config.health().length());
    } else {
      store.change(StoreState::abandoned);
    }
  }

  /** Waits until the detection thread has taken it. */
  private boolean handOver(LoadedModel next, BooleanSupplier superseded) {
    LoadedModel before = serving.newest();
    var replaced = new CompletableFuture<LoadedModel>();
    serving.offer(next, replaced::complete);
    while (true) {
      try {
        LoadedModel predecessor = replaced.get(1, TimeUnit.SECONDS);
        trial = new ModelTrial(serving, next, predecessor, watch(), clock);
        serving.remove(stats);
        return true;
      } catch (TimeoutException | InterruptedException e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        boolean giveUp = superseded.getAsBoolean() || Thread.currentThread().isInterrupted();
        if (giveUp && serving.withdraw(next, before)) {
          next.close();
          return false;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a handover never fails", e);
      }
    }
  }

  private void refuse(ModelOrder order, String reason) {
    StoreState state = store.state();
    boolean attempted = state.trial().filter(one -> isOf(order, one.model())).isPresent();
    if (attempted) { // it is intact and does not work here: it will not next time either
      store.change(last -> last.rolledBack(reason));
    }
    store.removeUnused();
    tell(ModelStatus.REFUSED, reason);
  }

  /** Looks at the trial, if one is on, and ends it if it is time. */
  void watchTrial() {
    ModelTrial watched = trial;
    if (watched == null) {
      saveRollback();
      return;
    }
    switch (watched.judge()) {
      case Health.Watching watching -> {}
      case Health.Passed passed -> commit(watched);
      case Health.Sick sick -> rollBack(watched, sick.reason());
    }
  }

  private void commit(ModelTrial passed) {
    store.change(StoreState::committed);
    passed.close();
    passed.predecessor().close();
    trial = null;
    measureAnew();
    store.removeUnused();
    observer.reached(UpdateStep.COMMITTED);
    tell(ModelStatus.SERVING, "serving");
  }

  private void rollBack(ModelTrial failed, String reason) {
    observer.reached(UpdateStep.ROLLING_BACK);
    ModelVersion bad = failed.tried().version();
    String sentence = "model %s was rolled back: %s".formatted(bad, reason);
    takeBack(failed); // first of all: a disk that is full must not keep a bad model serving
    observer.rolledBack(bad, serving.newest().version(), sentence);
    unsaved = Optional.of(sentence);
    saveRollback();
  }

  /** Quarantines what was taken back; what the disk does not take is tried again. */
  private void saveRollback() {
    if (unsaved.isPresent()) {
      String sentence = unsaved.get();
      store.change(state -> state.rolledBack(sentence));
      unsaved = Optional.empty();
      store.removeUnused();
      observer.reached(UpdateStep.ROLLED_BACK);
      tell(ModelStatus.REFUSED, sentence);
    }
  }

  /** Lets the predecessor serve again; nothing has to be loaded for it. */
  private void takeBack(ModelTrial ended) {
    ended.close();
    trial = null;
    measureAnew();
    serving.offer(ended.predecessor(), LoadedModel::close);
  }

  private void measureAnew() {
    serving.remove(stats);
    stats = new ServingStats(clock);
    serving.add(stats);
  }

  private void tell(int code, String text) {
    observer.status(new ModelStatus(serving.newest().version(), code, desiredVersion, text));
  }

  /** Ends a trial in order; it goes on after the next start. */
  void close() {
    if (trial != null) {
      trial.close();
      trial.predecessor().close();
      store.change(StoreState::endedWell);
    }
  }
}
