package dev.sitewarden.edge.app;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.hub.HubOptions;
import dev.sitewarden.edge.live.LiveConfig;
import dev.sitewarden.edge.log.Log;
import dev.sitewarden.edge.log.LogFormat;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code run}: a camera or a recording to incidents, evidence and the hub. */
public final class RunCommand implements Callable<Integer> {
  private static final int UNDELIVERED = 1;
  private static final int USER_MISTAKE = 2;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  private final CommandSpec spec;
  private final HubOptions hub = new HubOptions(HubOptions.Ports.LOCAL, System.getenv());

  public RunCommand() {
    CommandOptions options =
        CommandOptions.of(this, "Watch cameras and report incidents.")
            .required("--settings", "FILE", "cameras, model, zones and rules, YAML", Path.class)
            .required("--state", "DIR", "journal, outbox and evidence", Path.class)
            .optional("--device", "NAME", "who the hub must know this device as", String.class);
    hub.addTo(options);
    this.spec =
        options
            .optional(
                "--start-time",
                "INSTANT",
                "of a file's first frame; now unless given",
                Instant.class)
            .optional(
                "--drain", "TIME", "wait for the hub at the end, 60s unless given", Duration.class)
            .optional(
                "--measure-every",
                "TIME",
                "tell how the machine is, 5m unless given",
                Duration.class)
            .optional("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class)
            .optional("--bundled-model", "PKG", "serves until the hub orders another", Path.class)
            .optional(
                "--model-key", "FILE", "PEM of whose packages are taken from the hub", Path.class)
            .optional(
                "--live-port", "PORT", "show the cameras at this port of 127.0.0.1", Integer.class)
            .optional(
                "--live-bind", "ADDRESS", "show them to others; needs a token file", String.class)
            .optional("--live-token-file", "FILE", "what those others must know", Path.class)
            .optional("--log-format", "FORMAT", "text or json; text unless given", LogFormat.class)
            .flag("--realtime", "play a file as if it happened now; a slow machine drops frames")
            .flag("--json", "the last line is one JSON object")
            .spec();
  }

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Log.to(parsed.matchedOptionValue("--log-format", LogFormat.TEXT));
    PrintWriter out = spec.commandLine().getOut();
    var run =
        new EdgeRun(
            settings(parsed), InstantSource.system(), line -> say(out, "ready edge " + line));
    var ended = new CompletableFuture<Integer>();
    Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(run, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      EdgeRun.Outcome outcome = run.run();
      RunSummary summary = outcome.summary();
      int code = exitCode(outcome, run.isStopped());
      say(out, parsed.hasMatchedOption("--json") ? summary.toJson() : summary.toText());
      ended.complete(code);
      return code;
    } catch (UncheckedIOException | IllegalStateException e) {
      if (run.isStopped()) { // nobody else comes to say it before the process ends
        say(spec.commandLine().getErr(), String.valueOf(e.getMessage()));
      }
      throw e;
    } finally {
      ended.complete(USER_MISTAKE);
      remove(hook);
    }
  }

  /** An end of its own keeps its exit code; a stop that is under way keeps the hook's. */
  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the hook is running: it waits for this run and ends the process
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /** Ctrl-C and SIGTERM: the run ends in order, and that is no failure. */
  private static void stop(EdgeRun run, CompletableFuture<Integer> ended) {
    run.stop();
    try {
      Runtime.getRuntime().halt(ended.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // the process ends with the signal's own code
    }
  }

  private int exitCode(EdgeRun.Outcome outcome, boolean stopped) {
    PrintWriter err = spec.commandLine().getErr();
    outcome.failure().ifPresent(err::println);
    int waiting = outcome.summary().undelivered();
    if (waiting > 0) {
      err.printf(
          "%d messages and files are not delivered: %s; they are kept and go out at the next start%n",
          waiting, outcome.trouble());
    }
    if (outcome.failure().isPresent()) {
      return USER_MISTAKE;
    }
    if (outcome.summary().lostEvidence() > 0) {
      err.printf(
          "%d files of evidence could not be kept; make room under the state folder, a recording is read once more at the next start%n",
          outcome.summary().lostEvidence());
      return UNDELIVERED;
    }
    return waiting > 0 && !stopped ? UNDELIVERED : 0;
  }

  private RunSettings settings(ParseResult parsed) throws InterruptedException {
    Path root = Path.of(System.getProperty("sitewarden.root", "."));
    Path state = parsed.matchedOptionValue("--state", Path.of(""));
    Optional<LiveConfig> live = live(parsed); // before anybody is waited for
    return new RunSettings(
        parsed.matchedOptionValue("--settings", Path.of("")),
        parsed.matchedOptionValue("--bundled-model", root.resolve("models/ppe")),
        Optional.ofNullable(parsed.matchedOptionValue("--model-key", (Path) null)),
        parsed.matchedOptionValue("--threads", 1),
        state,
        hub.forRun(parsed, state),
        live,
        parsed.hasMatchedOption("--realtime"),
        Optional.ofNullable(parsed.matchedOptionValue("--start-time", (Instant) null)),
        parsed.matchedOptionValue("--drain", Duration.ofSeconds(60)),
        parsed.matchedOptionValue("--measure-every", RunSettings.MEASURE_EVERY));
  }

  private static Optional<LiveConfig> live(ParseResult parsed) {
    if (!parsed.hasMatchedOption("--live-port") && !parsed.hasMatchedOption("--live-bind")) {
      return Optional.empty();
    }
    LiveConfig config =
        LiveConfig.defaults().withPort(parsed.matchedOptionValue("--live-port", LiveConfig.PORT));
    if (parsed.hasMatchedOption("--live-token-file")) {
      config = config.withToken(parsed.matchedOptionValue("--live-token-file", Path.of("")));
    }
    return Optional.of(config.withBind(parsed.matchedOptionValue("--live-bind", config.bind())));
  }
}
