package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.edge.command.CommandOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code replay}: what zones and rules would have raised. */
public final class ReplayCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Say what zones and rules would have raised.")
          .required(
              "--settings",
              "FILE",
              "whose zones, rules, ignored areas and labels are tried",
              Path.class)
          .list(
              "--detections",
              "PATH",
              true,
              "logs of capture.detections, detections.json of evidence, or folders of them",
              Path.class)
          .flag("--json", "print one JSON object")
          .spec();
  private final Function<Path, DesiredProperties> settings;

  /**
   * @param settings reads a settings file, or says in one sentence what is wrong with it
   */
  public ReplayCommand(Function<Path, DesiredProperties> settings) {
    this.settings = settings;
  }

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    PrintWriter err = spec.commandLine().getErr();
    DesiredProperties wanted = settings.apply(parsed.matchedOptionValue("--settings", Path.of("")));
    List<Path> recorded = parsed.matchedOptionValue("--detections", List.of());
    ReplayReport report = new Replay(wanted, err::println).run(recorded);
    PrintWriter out = spec.commandLine().getOut();
    out.print(parsed.hasMatchedOption("--json") ? report.toJson() + "\n" : report.toText());
    out.flush();
    return 0;
  }
}
