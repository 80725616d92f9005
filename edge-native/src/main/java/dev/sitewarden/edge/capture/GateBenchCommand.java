package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench gate}: what the motion gate saves, and what it misses. */
public final class GateBenchCommand implements Callable<Integer> {
  private static final CameraId CAMERA = new CameraId("bench");

  /** A minute of stillness. */
  private static final int STILL_FRAMES = 600;

  private static final double STILL_NOISE = 5;

  private final CommandSpec spec =
      CommandOptions.of(
              this,
              "Measure the motion gate on videos, and on a minute of the first one's first picture.")
          .optional("--model", "PKG", "model package, models/ppe unless given", Path.class)
          .optional("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class)
          .optional("--threshold", "SHARE", "of the picture that must move, 0.002", Double.class)
          .optional("--at-least-every", "SECONDS", "a frame goes to the model, 10", Long.class)
          .list("--input", "VIDEO", false, "videos, the demo's clip unless given", String.class)
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path root = Path.of(System.getProperty("sitewarden.root", "."));
    String clip = root.resolve("demo/worksite/worksite.mp4").toString();
    ModelPackage model =
        ModelPackage.open(parsed.matchedOptionValue("--model", root.resolve("models/ppe")));
    List<String> inputs = parsed.matchedOptionValue("--input", List.of(clip));
    var settings =
        new MotionGateSettings(
            parsed.matchedOptionValue("--threshold", 0.002),
            Duration.ofSeconds(parsed.matchedOptionValue("--at-least-every", 10L)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "video                             frames  looks  CPU s  gated  saved  recall  steady");
    try (Detector detector = Detector.open(model, parsed.matchedOptionValue("--threads", 1))) {
      var bench = new GateBench(detector, settings);
      for (String input : inputs) {
        print(out, input, bench.measure(() -> open(input, model)));
      }
      Supplier<FrameSource> still =
          () -> new NoisyStill(open(inputs.getFirst(), model), STILL_NOISE, STILL_FRAMES);
      print(out, "still, noise of 5 levels", bench.measure(still));
    }
    return 0;
  }

  private static FrameSource open(String input, ModelPackage model) {
    return VideoFile.open(input, CAMERA, model.inputSize(), Instant.EPOCH);
  }

  private static void print(PrintWriter out, String input, GateBench.Result result) {
    out.printf(
        Locale.ROOT,
        "%-33s %6d %6d %6.1f %6.1f %5.0f%% %7.3f %7.3f%n",
        input.substring(input.lastIndexOf('/') + 1),
        result.frames(),
        result.looks(),
        result.cpuSeconds(),
        result.gatedCpuSeconds(),
        100 * (1 - result.gatedCpuSeconds() / result.cpuSeconds()),
        result.recall(),
        result.steadiness());
    out.flush();
  }
}
