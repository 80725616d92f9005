package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.edge.models.ModelUpdater.Ordered;
import dev.sitewarden.edge.models.StoreState.Trial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a good model serving: takes orders for others, and takes back what turns out bad. Orders
 * are worked off on a thread of its own; of several that wait the newest counts.
 */
public final class ModelKeeper implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ModelKeeper.class.getName());
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofHours(1);

  private final ModelsConfig config;
  private final ServingModel serving;
  private final ModelUpdater updater;
  private final BlockingQueue<Ordered> orders = new LinkedBlockingQueue<>();
  private final Thread thread;
  private Optional<Ordered> waiting = Optional.empty();
  private Duration pause;
  private long retryAt;
  private volatile boolean closed;

  private ModelKeeper(ModelsConfig config, ServingModel serving, ModelUpdater updater) {
    this.config = config;
    this.serving = serving;
    this.updater = updater;
    pause = config.retryAfter();
    thread = Thread.ofPlatform().name("models").unstarted(this::work);
  }

  /**
   * Loads what should serve and starts to take orders. The caller's thread becomes the owner of
   * {@link #serving}.
   *
   * @param client for downloads, which trusts whom the hub's certificate is of
   * @throws java.io.UncheckedIOException if the store cannot be opened or the last resort, the
   *     bundled package, cannot be read
   * @throws IllegalArgumentException if the bundled package is wrong
   */
  public static ModelKeeper start(
      ModelsConfig config, HttpClient client, InstantSource clock, ModelObserver observer) {
    ModelStore store = ModelStore.open(config.folder());
    var installer =
        new ModelInstaller(
            store, new ModelDownload(client), config.key(), config.runtime(), observer::reached);
    var loader = new ModelLoader(config, store, installer, observer::reached);
    Optional<Trial> crashed = countStart(store);
    LoadedModel lasting = loader.lasting();
    Optional<LoadedModel> tried = loader.trial();
    var serving = new ServingModel(tried.orElse(lasting));
    var updater = new ModelUpdater(config, store, installer, loader, observer, clock, serving);
    tried.ifPresent(model -> updater.resume(model, lasting));
    crashed.ifPresent(trial -> tellCrash(trial, store, lasting, observer));
    store.removeUnused();
    var keeper = new ModelKeeper(config, serving, updater);
    keeper.thread.start();
    return keeper;
  }

  /** Counts this start against the trial that was on, and ends it if that is too many. */
  private static Optional<Trial> countStart(ModelStore store) {
    Optional<Trial> trial = store.state().trial();
    if (trial.isEmpty()) {
      return Optional.empty();
    }
    if (store.state().isCrashing()) {
      store.change(state -> state.rolledBack(crashReason(trial.get())));
      return trial;
    }
    if (trial.get().serving()) {
      store.change(StoreState::restarted);
    }
    return Optional.empty();
  }

  private static String crashReason(Trial trial) {
    return "model %s was rolled back: the process ended %d times while it was loaded or on trial"
        .formatted(trial.model().version(), trial.starts());
  }

  private static void tellCrash(
      Trial trial, ModelStore store, LoadedModel lasting, ModelObserver observer) {
    String version = trial.model().version();
    String name = lasting.version().name();
    observer.rolledBack(
        new ModelVersion(name, version, trial.model().archive()),
        lasting.version(),
        store.state().quarantined(trial.model().archive()).orElseThrow().reason());
  }

  /** What the detection thread asks. */
  public ServingModel serving() {
    return serving;
  }

  /**
   * Orders a model; returns at once.
   *
   * @param desiredVersion {@code $version} of the desired properties
   */
  public void order(ModelOrder order, long desiredVersion) {
    orders.add(new Ordered(order, desiredVersion));
  }

  private void work() {
    try {
      while (!closed) {
        try {
          step();
        } catch (RuntimeException e) { // a full disk, say: it must not end all updates for good
          LOG.log(Level.ERROR, "updating models failed and goes on in a while", e);
          TimeUnit.NANOSECONDS.sleep(config.retryAfter().toNanos());
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void step() throws InterruptedException {
    Optional<Ordered> newest = newest(waiting.isPresent() || updater.isBusy());
    if (newest.isPresent()) {
      pause = config.retryAfter();
      retryAt = System.nanoTime();
      waiting = newest;
    }
    if (waiting.isPresent() && System.nanoTime() - retryAt >= 0) {
      boolean again = updater.apply(waiting.get(), () -> !orders.isEmpty());
      retryAt = System.nanoTime() + pause.toNanos();
      pause = longer(pause);
      waiting = again ? waiting : Optional.empty();
    }
    updater.watchTrial();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(MAX_PAUSE) < 0 ? twice : MAX_PAUSE;
  }

  /** The newest order that waits; with something to do meanwhile it does not wait long for one. */
  private Optional<Ordered> newest(boolean busy) throws InterruptedException {
    Ordered first = busy ? orders.poll(TICK.toMillis(), TimeUnit.MILLISECONDS) : orders.take();
    Ordered last = first;
    for (Ordered next = orders.poll(); next != null; next = orders.poll()) {
      last = next;
    }
    return Optional.ofNullable(last);
  }

  /** Stops taking orders; {@link #serving} stays its owner's to close. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    updater.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
