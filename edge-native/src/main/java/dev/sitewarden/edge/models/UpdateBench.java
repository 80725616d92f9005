package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.trust.PackageSigning;
import dev.sitewarden.inference.trust.SigningKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures an update as a device goes through it, while it watches pictures at 10 frames/s: from
 * the order to the first frame that the new model judges, and, for a model that is blind on the
 * site though it passes its own golden samples, from its first frame to the old model's next one.
 */
final class UpdateBench implements ModelObserver {
  private static final CameraId CAMERA = new CameraId("bench");
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ModelPackage bundled;
  private final List<Path> pictures;
  private final Path folder;
  private final SigningKey key = SigningKey.generate();
  private volatile boolean committed;
  private volatile String told = "nothing";

  /**
   * @param bundled what serves at first
   * @param pictures with objects that it finds
   * @param folder for everything that is written
   */
  UpdateBench(ModelPackage bundled, List<Path> pictures, Path folder) {
    this.bundled = bundled;
    this.pictures = List.copyOf(pictures);
    this.folder = folder;
  }

  /**
   * What one run took.
   *
   * @param activation from the order to the new model's first frame
   * @param rollback from the bad model's first frame to the old one's next
   */
  record Run(Duration activation, Duration rollback) {}

  Run run(int number) {
    ModelOrder good = packed(number + "-good", "1000001", 0);
    ModelOrder blind = packed(number + "-blind", "1000002", bestScore() - 0.001);
    var health = HealthLimits.defaults().withLength(Duration.ofSeconds(8), 20);
    try (HttpClient client = HttpClient.newHttpClient();
        ModelKeeper keeper =
            ModelKeeper.start(config(number, health), client, InstantSource.system(), this);
        ServingModel serving = keeper.serving()) {
      watchUntil(serving, bundled.card().version());
      long ordered = System.nanoTime();
      keeper.order(good, 1);
      Duration activation = Duration.ofNanos(watchUntil(serving, "1000001") - ordered);
      watchUntilCommitted(serving);
      keeper.order(blind, 2);
      long began = watchUntil(serving, "1000002");
      long ended = watchUntil(serving, "1000001");
      return new Run(activation, Duration.ofNanos(ended - began));
    }
  }

  private ModelsConfig config(int number, HealthLimits health) {
    return new ModelsConfig(
        folder.resolve("store-" + number),
        bundled.folder(),
        key.verification(),
        model -> DetectorSettings.ofThreads(1),
        health,
        Duration.ofSeconds(1),
        RuntimeVersion.CURRENT);
  }

  private double bestScore() {
    try (Detector detector = Detector.open(bundled, 1);
        ImageFolder source = open()) {
      double best = 0;
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          best =
              Math.max(
                  best,
                  detector.detect(frame).stream().mapToDouble(Detection::score).max().orElse(0));
        }
      }
      return best;
    }
  }

  private ModelOrder packed(String name, String version, double threshold) {
    ModelCard card = bundled.card();
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    card.thresholds().forEach((label, own) -> thresholds.put(label, Math.max(own, threshold)));
    var changed =
        new ModelCard(
            card.name(),
            version,
            card.task(),
            card.input(),
            card.decoder(),
            card.labels(),
            thresholds,
            card.nmsIou(),
            card.metrics(),
            card.dataset(),
            card.licence(),
            card.minRuntime());
    Path made = folder.resolve(name);
    Path weights = bundled.folder().resolve("model.onnx");
    try {
      ModelPackage model = ModelPackage.save(made, changed, Files.readAllBytes(weights));
      GoldenSamples.write(model, pictures);
      PackageSigning.sign(made, name, key);
      Path tar = folder.resolve(name + ".tar");
      PackageSigning.pack(made, tar);
      return anyVersion(PackedModel.of(model, tar).order());
    } catch (IOException e) {
      throw DurableFile.failed("read", weights, e);
    }
  }

  /** What serves may have a version that no number compares with. */
  private static ModelOrder anyVersion(ModelOrder order) {
    return new ModelOrder(
        order.version(),
        order.uri(),
        order.sha256(),
        order.size(),
        order.format(),
        order.minRuntime(),
        true);
  }

  private ImageFolder open() {
    return ImageFolder.of(pictures, CAMERA, bundled.inputSize(), Instant.EPOCH);
  }

  /** Watches until a frame is judged by that version, and says when that was. */
  private long watchUntil(ServingModel serving, String version) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      long judged = watchOnce(serving, version);
      if (judged != 0) {
        return judged;
      }
    }
    throw new IllegalArgumentException(
        "version %s did not serve within %s, last was told: %s".formatted(version, LIMIT, told));
  }

  private void watchUntilCommitted(ServingModel serving) {
    while (!committed) {
      watchOnce(serving, "");
    }
    committed = false;
  }

  /** Judges each picture once; zero unless one was judged by that version, else when. */
  private long watchOnce(ServingModel serving, String version) {
    try (ImageFolder source = open()) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          long start = System.nanoTime();
          LoadedModel model = serving.current();
          List<Detection> counted = model.counted(model.detect(frame));
          serving.seen(frame, counted, System.nanoTime() - start);
          if (model.card().version().equals(version)) {
            return System.nanoTime();
          }
          pause(start);
        }
      }
    }
    return 0;
  }

  private static void pause(long start) {
    try {
      Thread.sleep(Duration.ofNanos(Math.max(0, start + FRAME.toNanos() - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void status(ModelStatus status) {
    told = status.text();
    committed = status.code() == ModelStatus.SERVING;
  }

  @Override
  public void rolledBack(ModelVersion from, ModelVersion to, String reason) {}
}
