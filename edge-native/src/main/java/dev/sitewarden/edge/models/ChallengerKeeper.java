package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the challenger that is wanted beside a champion. Wishes are worked off one after another on
 * a thread of its own, and the newest counts. A challenger that fails is not there, and nothing
 * else happens; one that ends the process twice, or turns out broken, is not tried again.
 */
public final class ChallengerKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChallengerKeeper.class.getName());
  private static final Duration MAX_PAUSE = Duration.ofHours(1);
  private static final Duration TELL_EVERY = Duration.ofHours(1);

  private final ChallengerConfig config;
  private final ServingModel champion;
  private final InstantSource clock;
  private final DisagreementSink sink;
  private final ModelObserver observer;
  private final ModelStore store;
  private final Optional<ModelInstaller> installer;
  private final AtomicLong wishes = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("challenger-orders").daemon().factory());
  private volatile Optional<Challenger> challenger = Optional.empty();
  private long desiredVersion;

  /** Brings a package to where it can be loaded. */
  private interface Source {
    StoredModel bring();

    LoadedModel load(StoredModel brought);
  }

  /**
   * Opens the store; there is no challenger until one is wanted.
   *
   * @param observer whose status names the challenger, or the champion while there is none
   */
  public ChallengerKeeper(
      ChallengerConfig config,
      ServingModel champion,
      HttpClient client,
      InstantSource clock,
      DisagreementSink sink,
      ModelObserver observer) {
    this.config = config;
    this.champion = champion;
    this.clock = clock;
    this.sink = sink;
    this.observer = observer;
    store = ModelStore.open(config.folder());
    installer =
        config
            .key()
            .map(
                key ->
                    new ModelInstaller(
                        store,
                        new ModelDownload(client),
                        key,
                        RuntimeVersion.CURRENT,
                        observer::reached));
    tellReport();
  }

  /** Wants another challenger, from the hub; returns at once. */
  public void order(ModelOrder order, long version) {
    want(
        version,
        new Source() {
          @Override
          public StoredModel bring() {
            requireNotQuarantined(new StoredModel(order.sha256(), order.version()));
            return requireInstaller().install(order);
          }

          @Override
          public LoadedModel load(StoredModel brought) {
            return proved(requireInstaller().open(brought.archive()));
          }
        });
  }

  /** Wants a package that lies on this device, which nobody has to have signed; returns at once. */
  public void use(Path folder, long version) {
    want(
        version,
        new Source() {
          @Override
          public StoredModel bring() {
            ModelVersion model = ModelPackage.open(folder).version();
            return new StoredModel(model.digest(), model.version());
          }

          @Override
          public LoadedModel load(StoredModel brought) {
            ModelPackage model = ModelPackage.open(folder);
            boolean hasGolden = Files.isDirectory(folder.resolve("golden"));
            return hasGolden ? proved(model) : loaded(model);
          }
        });
  }

  /** Wants none; returns at once. */
  public void dismiss() {
    wishes.incrementAndGet();
    thread.execute(
        () -> {
          end();
          store.change(StoreState::cleared);
          store.removeUnused();
        });
  }

  private ModelInstaller requireInstaller() {
    return installer.orElseThrow(
        () ->
            new IllegalArgumentException(
                "challenger: this device has no key to verify packages with; start it with --model-key"));
  }

  private void want(long version, Source source) {
    long wish = wishes.incrementAndGet();
    thread.execute(() -> apply(wish, version, source, config.retryAfter()));
  }

  private void apply(long wish, long version, Source source, Duration pause) {
    if (wish != wishes.get()) {
      return; // something else is wanted by now
    }
    desiredVersion = version;
    try {
      StoredModel wanted = source.bring();
      if (!isLookingOn(wanted)) {
        requireNotQuarantined(wanted);
        tell(ModelStatus.UNDER_WAY, "loading");
        begin(wanted, source);
      }
      tell(ModelStatus.SERVING, "looks on");
    } catch (IllegalArgumentException e) {
      store.removeUnused();
      tell(ModelStatus.REFUSED, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      tell(ModelStatus.FAILED, String.valueOf(e.getMessage()));
      Duration next = min(pause.multipliedBy(2), MAX_PAUSE);
      later(pause, () -> apply(wish, version, source, next));
    } catch (IllegalStateException | OutOfMemoryError e) { // no challenger is worth the device
      LOG.log(System.Logger.Level.ERROR, "the challenger could not be loaded", e);
      tell(ModelStatus.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private boolean isLookingOn(StoredModel wanted) {
    StoreState state = store.state();
    return challenger.isPresent()
        && state.models().stream().anyMatch(one -> one.archive().equals(wanted.archive()));
  }

  private void requireNotQuarantined(StoredModel wanted) {
    if (store.state().isCrashing()
        && store.state().trial().orElseThrow().model().archive().equals(wanted.archive())) {
      quarantine(
          wanted,
          "%s ended the process %d times".formatted(wanted, store.state().trial().get().starts()));
    }
    store
        .state()
        .quarantined(wanted.archive())
        .ifPresent(
            bad -> {
              throw new IllegalArgumentException(
                  "quarantined after an earlier attempt: " + bad.reason());
            });
  }

  private void quarantine(StoredModel bad, String reason) {
    store.change(state -> state.cleared().quarantine(bad.archive(), reason));
    store.removeUnused();
  }

  /** The one before goes first: a device that has room for two models may have none for three. */
  private void begin(StoredModel wanted, Source source) {
    end();
    store.change(state -> state.attempt(wanted)); // before it is loaded: that may end the process
    try {
      LoadedModel loaded = source.load(wanted);
      challenger =
          Optional.of(new Challenger(loaded, champion, config, clock, sink, watcher(wanted)));
    } catch (IllegalArgumentException e) {
      quarantine(wanted, String.valueOf(e.getMessage()));
      throw e;
    } catch (UncheckedIOException e) {
      store.change(StoreState::abandoned);
      throw e;
    }
  }

  private LoadedModel loaded(ModelPackage model) {
    return LoadedModel.open(model, config.settings().apply(model));
  }

  private LoadedModel proved(ModelPackage model) {
    LoadedModel loaded = loaded(model);
    try {
      GoldenSamples.check(model, loaded.detector());
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private Challenger.Watcher watcher(StoredModel wanted) {
    return new Challenger.Watcher() {
      @Override
      public void judged(long frames) {
        if (frames == config.provenAfter()) {
          later(() -> commit(wanted));
        }
      }

      @Override
      public void failed(String reason) {
        later(() -> fail(wanted, reason));
      }
    };
  }

  private void later(Runnable work) {
    later(Duration.ZERO, work);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the work itself says what goes wrong
  private void later(Duration pause, Runnable work) {
    try {
      thread.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // closed: it does not matter any more
    }
  }

  private void commit(StoredModel proven) {
    if (store.state().trial().filter(one -> one.model().equals(proven)).isPresent()) {
      store.change(StoreState::committedAlone);
      store.removeUnused();
    }
  }

  private void fail(StoredModel broken, String reason) {
    if (isLookingOn(broken)) {
      end();
      quarantine(broken, reason);
      tell(ModelStatus.REFUSED, reason);
    }
  }

  private void end() {
    challenger.ifPresent(Challenger::close);
    challenger = Optional.empty();
  }

  /** Tells every hour. */
  private void tellReport() {
    report().ifPresent(report -> tell(ModelStatus.SERVING, "looks on: " + report.text()));
    later(TELL_EVERY, this::tellReport);
  }

  private void tell(int code, String text) {
    ModelVersion version =
        challenger.map(one -> one.model().version()).orElseGet(() -> champion.newest().version());
    observer.status(new ModelStatus(version, code, desiredVersion, text));
  }

  /** How the challenger compares; empty while there is none. Any thread. */
  public Optional<DisagreementReport> report() {
    return challenger.map(Challenger::report);
  }

  @Override
  public void close() {
    wishes.incrementAndGet();
    thread.shutdownNow();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    end();
    store.change(StoreState::endedWell);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
