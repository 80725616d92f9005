package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.trust.VerificationKey;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A device that watches the same three pictures over and over. */
final class Device implements ModelObserver, AutoCloseable {
  private static final CameraId CAMERA = new CameraId("gate");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final BlockingQueue<ModelStatus> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> rolledBack = new LinkedBlockingQueue<>();
  private final Consumer<UpdateStep> steps;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ModelKeeper keeper;
  private final Thread detection;
  private volatile boolean closed;

  /**
   * @param health with which models pass
   * @param steps is told each step, on the updating thread
   */
  Device(Path state, VerificationKey key, HealthLimits health, Consumer<UpdateStep> steps) {
    this.steps = steps;
    var config =
        new ModelsConfig(
            state.resolve("models"),
            Packages.BUNDLED,
            key,
            model -> DetectorSettings.ofThreads(1),
            health,
            Duration.ofMillis(50),
            RuntimeVersion.CURRENT);
    keeper = ModelKeeper.start(config, client, InstantSource.system(), this);
    detection = Thread.ofPlatform().name("detection").start(this::watch);
  }

  /** A trial that is over after a frame, for tests that are not about it. */
  static HealthLimits shortTrial() {
    return HealthLimits.defaults().withLength(Duration.ZERO, 1);
  }

  private void watch() {
    try (ServingModel serving = keeper.serving()) {
      while (!closed) {
        LoadedModel model = serving.current();
        try (var pictures =
            ImageFolder.of(Packages.pictures(), CAMERA, model.model().inputSize(), Instant.EPOCH)) {
          watch(serving, pictures);
        }
      }
    }
  }

  private void watch(ServingModel serving, ImageFolder pictures) {
    for (var next = pictures.next(); next.isPresent() && !closed; next = pictures.next()) {
      try (Frame frame = next.get()) {
        LoadedModel model = serving.current();
        long start = System.nanoTime();
        List<Detection> counted = model.counted(model.detect(frame));
        serving.seen(frame, counted, System.nanoTime() - start);
      }
    }
  }

  void order(ModelOrder order, long desiredVersion) {
    keeper.order(order, desiredVersion);
  }

  ModelVersion serving() {
    return keeper.serving().newest().version();
  }

  /** What the detection thread asks. */
  ServingModel model() {
    return keeper.serving();
  }

  /** What comes of an order in the end. */
  ModelStatus outcome() throws InterruptedException {
    while (true) {
      ModelStatus status = told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (status == null) {
        throw new AssertionError("nothing was told for " + LIMIT);
      }
      if (status.code() != ModelStatus.UNDER_WAY) {
        return status;
      }
    }
  }

  /** The next thing that is told. */
  ModelStatus next() throws InterruptedException {
    ModelStatus status = told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (status == null) {
      throw new AssertionError("nothing was told for " + LIMIT);
    }
    return status;
  }

  /** Waits until a model was taken back. */
  void awaitRollback() throws InterruptedException {
    String reason = rolledBack.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (reason == null) {
      throw new AssertionError("nothing was taken back for " + LIMIT);
    }
    rolledBack.add(reason);
  }

  /** Why models were taken back so far. */
  List<String> rolledBack() {
    return List.copyOf(rolledBack);
  }

  @Override
  public void status(ModelStatus status) {
    told.add(status);
  }

  @Override
  public void reached(UpdateStep step) {
    steps.accept(step);
  }

  @Override
  public void rolledBack(ModelVersion from, ModelVersion to, String reason) {
    rolledBack.add("%s -> %s: %s".formatted(from, to, reason));
  }

  @Override
  public void close() {
    keeper.close();
    closed = true;
    boolean interrupted = false;
    while (detection.isAlive()) {
      try {
        detection.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    client.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
