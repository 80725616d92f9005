package dev.sitewarden.training;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.VideoFile;
import dev.sitewarden.training.dataset.DatasetReader;
import dev.sitewarden.training.dataset.Example;
import dev.sitewarden.training.scoring.Report;
import dev.sitewarden.training.scoring.Scorer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: a model package against labelled pictures or a labelled video. */
@Command(
    name = "evaluate",
    description = "Scores a model package on labelled pictures: mAP, precision, recall.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final CameraId CAMERA = new CameraId("evaluation");

  @Option(names = "--model", required = true, paramLabel = "PKG", description = "Model package.")
  private Path model = Path.of("");

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR|COCO",
      description = "YOLO folder with val.txt, YOLO list, or COCO file.")
  private Path dataset = Path.of("");

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "Video whose frames the COCO file's images are, in order.")
  private @Nullable Path video;

  @Option(
      names = "--iou",
      defaultValue = "0.5",
      description = "Overlap from which a box is right (default ${DEFAULT-VALUE}).")
  private double iou;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var loaded = ModelPackage.open(model);
    var truth = DatasetReader.read(dataset, "val", loaded.card().labels());
    try (var source = source(loaded, truth)) {
      print(loaded, Scorer.score(loaded, source, truth, iou));
    }
    return 0;
  }

  private FrameSource source(ModelPackage loaded, List<Example> truth) {
    if (video != null) {
      return VideoFile.open(video.toString(), CAMERA, loaded.inputSize(), Instant.EPOCH);
    }
    var pictures = truth.stream().map(Example::image).toList();
    return ImageFolder.of(pictures, CAMERA, loaded.inputSize(), Instant.EPOCH);
  }

  private void print(ModelPackage loaded, Report report) {
    var out = console();
    out.printf(
        Locale.ROOT,
        "%s on %d pictures, IoU %.2f: mAP %.3f%n",
        loaded.version(),
        report.pictures(),
        iou,
        report.meanAveragePrecision());
    out.println(
        "label        objects     AP  threshold  precision  recall  recall at precision .9");
    for (var label : report.labels()) {
      var curve = report.curve(label);
      var run = curve.at(loaded.card().threshold(label));
      var careful = curve.mostRecallAt(0.9);
      out.printf(
          Locale.ROOT,
          "%-12s %7d  %.3f       %.2f      %.3f   %.3f  %.3f from %.2f%n",
          label,
          curve.objects(),
          curve.averagePrecision(),
          run.threshold(),
          run.precision(),
          run.recall(),
          careful.recall(),
          careful.threshold());
    }
    out.flush();
  }

  private PrintWriter console() {
    if (spec == null) {
      throw new IllegalStateException("picocli did not fill in the command");
    }
    return spec.commandLine().getOut();
  }
}
