package dev.sitewarden.edge.detect;

import dev.sitewarden.edge.command.CommandOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench peers}: Sitewarden beside what people would write themselves, in one run. */
public final class PeerBenchCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(
              this,
              "Measure Sitewarden beside bare ONNX Runtime, Python with OpenCV, and Node; medians.")
          .required("--model", "PKG", "a YOLOX model package with a square input", Path.class)
          .optional("--input", "VIDEO", "a video, the demo's clip unless given", String.class)
          .optional("--threads", "N", "threads of each program, 1 unless given", Integer.class)
          .optional("--rounds", "N", "passes of each program, 3 unless given", Integer.class)
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path root = Path.of(System.getProperty("sitewarden.root", "."));
    var bench =
        new PeerBench(
            parsed.matchedOptionValue("--model", Path.of("")),
            parsed.matchedOptionValue(
                "--input", root.resolve("demo/worksite/worksite.mp4").toString()),
            parsed.matchedOptionValue("--threads", 1),
            Math.max(1, parsed.matchedOptionValue("--rounds", 3)),
            root.resolve("edge-native/src/bench"),
            root.resolve("target/bench-peers"));
    print(bench.run(), spec.commandLine().getOut());
    return 0;
  }

  private static void print(Map<String, List<Pass>> passes, PrintWriter out) {
    List<Pass> own = Objects.requireNonNull(passes.get(PeerBench.OWN));
    out.printf(
        "%-24s %9s %8s %8s %13s %8s %11s%n",
        "", "frames/s", "p50 ms", "p95 ms", "CPU ms/frame", "RSS MB", "Sitewarden");
    passes.forEach((name, ofProgram) -> printRow(name, ofProgram, own, out));
    out.printf(
        "medians of %d passes over %d frames; the last column is how many times as fast Sitewarden is%n",
        own.size(), own.getFirst().frames());
    out.flush();
  }

  private static void printRow(String name, List<Pass> passes, List<Pass> own, PrintWriter out) {
    double rate = Pass.median(passes, Pass::framesPerSecond);
    out.printf(
        Locale.ROOT,
        "%-24s %9.1f %8.2f %8.2f %13.1f %8.0f %10.2fx%n",
        name,
        rate,
        Pass.median(passes, Pass::p50Ms),
        Pass.median(passes, Pass::p95Ms),
        Pass.median(passes, Pass::cpuMsPerFrame),
        Pass.median(passes, Pass::peakRssMb),
        Pass.median(own, Pass::framesPerSecond) / rate);
  }
}
