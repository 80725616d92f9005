package dev.sitewarden.edge.detect;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.inference.DetectorSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code detect}: what a model finds on a picture, in a folder or in a video. */
public final class DetectCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Find objects on a picture, in a folder or in a video.")
          .required("--model", "PKG", "model package, a folder", Path.class)
          .required(
              "--input",
              "IMAGE|DIR|VIDEO",
              "what to look at; a URL counts as a video",
              String.class)
          .required("--output", "FILE", "COCO results, JSON", Path.class)
          .optional(
              "--min-score", "S", "one threshold, 0..1, instead of the model's own", Double.class)
          .optional(
              "--annotate", "FILE", "also draw: a JPEG, a folder of them, or an MP4", Path.class)
          .optional("--frames", "N", "look at the first N only, all unless given", Long.class)
          .optional("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class)
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    var settings = DetectorSettings.ofThreads(parsed.matchedOptionValue("--threads", 1));
    double minScore = parsed.matchedOptionValue("--min-score", -1.0);
    var run =
        new DetectRun(
            parsed.matchedOptionValue("--model", Path.of("")),
            parsed.matchedOptionValue("--input", ""),
            parsed.matchedOptionValue("--output", Path.of("")),
            Optional.ofNullable(parsed.matchedOptionValue("--annotate", (Path) null)),
            parsed.matchedOptionValue("--frames", Long.MAX_VALUE),
            parsed.hasMatchedOption("--min-score") ? settings.withMinScore(minScore) : settings);
    DetectRun.Summary summary = run.run();
    spec.commandLine()
        .getOut()
        .printf(
            "%d frames, %d detections, %s%n",
            summary.frames(),
            summary.detections(),
            parsed.matchedOptionValue("--output", Path.of("")));
    return 0;
  }
}
