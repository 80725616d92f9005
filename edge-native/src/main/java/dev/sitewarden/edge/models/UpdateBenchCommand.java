package dev.sitewarden.edge.models;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench update}: how long a new model takes to serve, and a bad one to be taken back. */
public final class UpdateBenchCommand implements Callable<Integer> {
  private static final int RUNS = 3;

  private final CommandSpec spec =
      CommandOptions.of(this, "Measure an update over the air and the rollback of a bad model.")
          .required("--model", "DIR", "the package that serves at first", Path.class)
          .list("--pictures", "FILE", true, "pictures with objects that it finds", Path.class)
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    ModelPackage model = ModelPackage.open(parsed.matchedOptionValue("--model", Path.of("")));
    List<Path> pictures = parsed.matchedOptionValue("--pictures", List.of());
    PrintWriter out = spec.commandLine().getOut();
    Path folder = temporary();
    try {
      var bench = new UpdateBench(model, pictures, folder);
      List<UpdateBench.Run> runs = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        UpdateBench.Run done = bench.run(run);
        runs.add(done);
        out.printf(
            "order -> serving %d ms, bad -> old serving %d ms%n",
            done.activation().toMillis(), done.rollback().toMillis());
      }
      out.printf(
          "%s, median of %d: order -> new model serving %d ms; bad model -> old model serving %d ms%n",
          model.version(),
          RUNS,
          median(runs, UpdateBench.Run::activation),
          median(runs, UpdateBench.Run::rollback));
      return 0;
    } finally {
      ModelStore.removeTree(folder);
    }
  }

  private static long median(List<UpdateBench.Run> runs, Function<UpdateBench.Run, Duration> what) {
    return runs.stream().map(what).sorted().toList().get(RUNS / 2).toMillis();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sitewarden-update");
    } catch (IOException e) {
      throw DurableFile.failed("make folder", Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }
}
