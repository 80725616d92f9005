package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the challenger that was ordered beside a champion. Orders are worked off one after another
 * on a thread of its own; a challenger that fails is not there, and nothing else happens.
 */
public final class ChallengerKeeper implements AutoCloseable {
  private final ServingModel champion;
  private final Duration every;
  private final Duration offerEvery;
  private final InstantSource clock;
  private final DisagreementSink sink;
  private final ModelObserver observer;
  private final ModelStore store;
  private final ModelInstaller installer;
  private final ModelLoader loader;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("challenger-orders").daemon().factory());
  private volatile Optional<Challenger> challenger = Optional.empty();

  /**
   * Opens the store and starts with the challenger that was there last, if it still proves itself.
   *
   * @param config of challengers; its folder is theirs alone, its bundled package is not used
   * @param every how often a frame is sampled
   * @param offerEvery how often a frame is offered
   * @param observer whose status names the challenger, or the champion while there is none
   */
  public ChallengerKeeper(
      ModelsConfig config,
      ServingModel champion,
      Duration every,
      Duration offerEvery,
      HttpClient client,
      InstantSource clock,
      DisagreementSink sink,
      ModelObserver observer) {
    this.champion = champion;
    this.every = every;
    this.offerEvery = offerEvery;
    this.clock = clock;
    this.sink = sink;
    this.observer = observer;
    store = ModelStore.open(config.folder());
    installer =
        new ModelInstaller(
            store, new ModelDownload(client), config.key(), config.runtime(), observer::reached);
    loader = new ModelLoader(config, store, installer, observer::reached);
    store.state().current().ifPresent(last -> thread.execute(() -> resume(last)));
  }

  private void resume(StoredModel last) {
    try {
      begin(loader.proved(last.archive()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      store.change(StoreState::withoutCurrent);
    }
  }

  /** Orders another challenger; returns at once. */
  public void order(ModelOrder order, long desiredVersion) {
    thread.execute(() -> apply(order, desiredVersion));
  }

  /** Orders that there be none. */
  public void dismiss() {
    thread.execute(
        () -> {
          end();
          store.change(state -> StoreState.EMPTY);
          store.removeUnused();
        });
  }

  private void apply(ModelOrder order, long desiredVersion) {
    boolean same =
        store.state().current().filter(one -> one.archive().equals(order.sha256())).isPresent();
    if (same && challenger.isPresent()) {
      tell(ModelStatus.SERVING, desiredVersion, "looks on");
      return;
    }
    try {
      tell(ModelStatus.UNDER_WAY, desiredVersion, "downloading");
      StoredModel model = installer.install(order);
      LoadedModel loaded = loader.proved(model.archive());
      end();
      store.change(state -> StoreState.EMPTY.attempt(model).committed());
      store.removeUnused();
      begin(loaded);
      tell(ModelStatus.SERVING, desiredVersion, "looks on");
    } catch (IllegalArgumentException e) {
      store.removeUnused();
      tell(ModelStatus.REFUSED, desiredVersion, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      tell(ModelStatus.FAILED, desiredVersion, String.valueOf(e.getMessage()));
    }
  }

  private void begin(LoadedModel loaded) {
    challenger = Optional.of(new Challenger(loaded, champion, every, offerEvery, clock, sink));
  }

  private void end() {
    challenger.ifPresent(Challenger::close);
    challenger = Optional.empty();
  }

  private void tell(int code, long desiredVersion, String text) {
    ModelVersion version =
        challenger.map(one -> one.model().version()).orElseGet(() -> champion.newest().version());
    observer.status(new ModelStatus(version, code, desiredVersion, text));
  }

  /** How the challenger compares; empty while there is none. */
  public Optional<DisagreementReport> report() {
    return challenger.map(Challenger::report);
  }

  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
