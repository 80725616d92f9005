package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.evaluation.MotSummary;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.edge.command.CommandOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench tracking}: MOTA, IDF1 and count error on a video whose objects are known. */
public final class TrackingBenchCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Follow objects through a video and compare with the truth.")
          .required("--model", "PKG", "model package, a folder", Path.class)
          .required("--input", "VIDEO", "every frame is looked at", String.class)
          .required(
              "--truth", "FILE", "frame,id,left,top,width,height lines (MOTChallenge)", Path.class)
          .required(
              "--truth-width", "PX", "width of the picture the truth was drawn on", Integer.class)
          .optional("--label", "LABEL", "what is followed, person unless given", String.class)
          .spec();

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    int width = parsed.matchedOptionValue("--truth-width", 0);
    if (width < 1) {
      throw new IllegalArgumentException("truth-width must be at least 1 px, got " + width);
    }
    MotSummary summary =
        new TrackingBench(
                parsed.matchedOptionValue("--model", Path.of("")),
                parsed.matchedOptionValue("--input", ""),
                parsed.matchedOptionValue("--truth", Path.of("")),
                width,
                new Label(parsed.matchedOptionValue("--label", "person")))
            .run();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "MOTA %.3f  IDF1 %.3f  MOTP %.3f  count error %.2f a frame%n",
        summary.mota(),
        summary.idf1(),
        summary.motp(),
        summary.countError());
    out.printf(
        "%d objects: %d matched, %d missed; %d false, %d switches%n",
        summary.objects(),
        summary.matches(),
        summary.misses(),
        summary.falsePositives(),
        summary.switches());
    out.flush();
    return 0;
  }
}
