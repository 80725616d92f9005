package dev.sitewarden.edge.detect;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.inference.DetectorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench}: frames/s and times of the detection path, beside bare ONNX Runtime. */
public final class BenchCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(
              this,
              "Measure the detection path beside bare ONNX Runtime, on a machine with nothing else to do.")
          .optional("--model", "PKG", "model package, models/ppe unless given", Path.class)
          .optional("--input", "VIDEO", "a video, the demo's clip unless given", String.class)
          .optional("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class)
          .flag("--json", "also print one JSON line, last")
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path root = Path.of(System.getProperty("sitewarden.root", "."));
    String clip = root.resolve("demo/worksite/worksite.mp4").toString();
    var bench =
        new Bench(
            parsed.matchedOptionValue("--model", root.resolve("models/ppe")),
            parsed.matchedOptionValue("--input", clip),
            DetectorSettings.ofThreads(parsed.matchedOptionValue("--threads", 1)));
    PrintWriter out = spec.commandLine().getOut();
    BenchReport report = bench.run();
    report.printTable(out);
    if (parsed.hasMatchedOption("--json")) {
      out.println(report.toJson());
    }
    out.flush();
    return 0;
  }
}
