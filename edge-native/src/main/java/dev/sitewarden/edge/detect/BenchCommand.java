package dev.sitewarden.edge.detect;

import dev.sitewarden.inference.DetectorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench}: frames/s and times of the detection path, beside bare ONNX Runtime. */
public final class BenchCommand implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  public BenchCommand() {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    spec.usageMessage()
        .description(
            "Measure the detection path beside bare ONNX Runtime, on a machine with nothing else to do.");
    option("--model", "PKG", "model package, models/ppe unless given", Path.class);
    option("--input", "VIDEO", "a video, the demo's clip unless given", String.class);
    option("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class);
    spec.addOption(
        OptionSpec.builder("--json").description("also print one JSON line, last").build());
  }

  private void option(String name, String value, String description, Class<?> type) {
    spec.addOption(
        OptionSpec.builder(name).paramLabel(value).description(description).type(type).build());
  }

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
