package dev.sitewarden.training.packaging;

import dev.sitewarden.domain.evaluation.CocoEvaluation;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.training.dataset.Example;
import dev.sitewarden.training.learning.Observer;
import dev.sitewarden.training.learning.Plan;
import dev.sitewarden.training.learning.Progress;
import dev.sitewarden.training.learning.Stepper;
import dev.sitewarden.training.network.Weights;
import dev.sitewarden.training.scoring.Operating;
import dev.sitewarden.training.scoring.Report;
import dev.sitewarden.training.scoring.Scorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns weights into packages while a training runs: each station's weights are exported, compared
 * with ONNX Runtime's answers and scored as they would be served; the best stand in the output
 * folder at any time, so that a training may be stopped whenever its result is good enough.
 */
public final class Packager implements Observer {
  private static final CameraId CAMERA = new CameraId("validation");
  private static final double IOU = 0.5;

  /** Pictures scored at a station; the last package is scored on all. */
  private static final int SAMPLE = 200;

  private static final int GOLDEN = 3;

  private final Plan plan;
  private final Release release;
  private final List<Example> validation;
  private final List<Path> golden;
  private final Path folder;
  private final PrintWriter out;
  private byte[] candidate = new byte[0];
  private Report judged = new Report(0, IOU, List.of(), CocoEvaluation.of(List.of(), List.of()));

  /**
   * @param validation pictures to score on, not trained on
   * @param golden pictures of which the first few become golden samples
   * @param folder where the package goes
   * @param out where progress is told
   */
  public Packager(
      Plan plan,
      Release release,
      List<Example> validation,
      List<Path> golden,
      Path folder,
      PrintWriter out) {
    this.plan = plan;
    this.release = release;
    this.validation = List.copyOf(validation);
    this.golden = golden.stream().limit(GOLDEN).toList();
    this.folder = folder;
    this.out = out;
  }

  @Override
  public void progressed(Progress progress) {
    out.printf(
        Locale.ROOT,
        "%5.1f %%  loss: score %.3f box %.3f  %.1f pictures/s  %d min left%n",
        100 * progress.used(),
        progress.scoreLoss(),
        progress.boxLoss(),
        progress.picturesPerSecond(),
        progress.left().plusSeconds(30).toMinutes());
    out.flush();
  }

  @Override
  public double judge(Weights average, double used) {
    candidate = OnnxExporter.export(plan.topology(), average, release.size());
    checkEquality(average);
    var trial = folder.resolve("candidate");
    judged =
        score(ModelPackage.save(trial, release.card(everything(), Map.of()), candidate), sample());
    out.printf(Locale.ROOT, "%5.1f %%  %s%n", 100 * used, judged);
    out.flush();
    return judged.meanAveragePrecision();
  }

  @Override
  public void best(Weights average) {
    save(candidate, judged);
  }

  /** Scores the package on all validation pictures and gives it its final card and samples. */
  public Report finish() {
    var model = ModelPackage.open(folder);
    var report = score(model, validation);
    GoldenSamples.write(save(onnx(model), report), golden);
    out.printf("package %s: %s%n", folder, report);
    out.flush();
    return report;
  }

  private static byte[] onnx(ModelPackage model) {
    var file = model.folder().resolve("model.onnx");
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private ModelPackage save(byte[] onnx, Report report) {
    var thresholds = Operating.thresholds(report);
    var card = release.card(thresholds, Operating.metrics(report, thresholds));
    return ModelPackage.save(folder, card, onnx);
  }

  private Map<Label, Double> everything() {
    var thresholds = new HashMap<Label, Double>();
    release.labels().forEach(label -> thresholds.put(label, 0.0));
    return thresholds;
  }

  private List<Example> sample() {
    int step = Math.max(1, (validation.size() + SAMPLE - 1) / SAMPLE);
    return IntStream.range(0, validation.size())
        .filter(i -> i % step == 0)
        .mapToObj(validation::get)
        .toList();
  }

  private Report score(ModelPackage model, List<Example> examples) {
    var pictures = examples.stream().map(Example::image).toList();
    try (var source = ImageFolder.of(pictures, CAMERA, model.inputSize(), Instant.EPOCH)) {
      return Scorer.score(model, source, examples, IOU);
    }
  }

  private void checkEquality(Weights average) {
    try (var stepper = new Stepper(plan.topology(), plan.inputSizePx(), plan.seed());
        var source = ImageFolder.of(golden, CAMERA, release.size(), Instant.EPOCH)) {
      average.copyTo(stepper.network());
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (var frame = next.get()) {
          Equality.check(stepper, candidate, fractions(frame.input()), release.size());
        }
      }
    }
  }

  private static float[] fractions(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes.get(i) & 255) / 255f;
    }
    return values;
  }
}
