package dev.sitewarden.edge.app;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.media.Hold;
import dev.sitewarden.edge.media.LegalHolds;
import dev.sitewarden.edge.media.Segment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code hold}, {@code hold list}, {@code hold release}: what a device keeps whatever its limits
 * say. They work beside a running edge, which minds the hold from its next look at the disk on.
 */
final class HoldCommand implements Callable<Integer> {
  private static final int NOT_THERE = 2;
  private static final String STATE = "state folder of edge run";

  private interface Act {
    int on(ParseResult parsed, PrintWriter out);
  }

  private final Act act;
  private final CommandOptions options;

  private HoldCommand(Act act, String description) {
    this.act = act;
    this.options =
        CommandOptions.of(this, description).optional("--state", "DIR", STATE, Path.class);
  }

  static CommandSpec spec() {
    CommandSpec hold =
        new HoldCommand(HoldCommand::hold, "Keep a camera's footage until it is released.")
            .options
            .optional("--camera", "NAME", "whose footage", String.class)
            .optional("--from", "INSTANT", "first moment: 2026-01-01T08:00:00Z", Instant.class)
            .optional("--to", "INSTANT", "last moment", Instant.class)
            .optional("--incident", "ID", "hold this incident's evidence too", String.class)
            .optional("--reason", "TEXT", "why, for those who find it later", String.class)
            .spec();
    hold.addSubcommand("list", new HoldCommand(HoldCommand::list, "What is held.").options.spec());
    hold.addSubcommand(
        "release",
        new HoldCommand(HoldCommand::release, "Let go of what is held.")
            .options
            .optional("--hold", "NAME", "as list shows it", String.class)
            .spec());
    return hold;
  }

  @Override
  public Integer call() {
    CommandLine command = options.spec().commandLine();
    return act.on(command.getParseResult(), command.getOut());
  }

  /** A subcommand must not ask for its parent's options, so that picocli cannot require them. */
  private static <T> T require(ParseResult parsed, String option, Class<T> type) {
    @Nullable Object value = parsed.matchedOptionValue(option, (Object) null);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s is missing (%s --help shows the options)"
              .formatted(option, parsed.commandSpec().qualifiedName()));
    }
    return type.cast(value);
  }

  private static int hold(ParseResult parsed, PrintWriter out) {
    Path state = require(parsed, "--state", Path.class);
    var methods = new HoldMethods(state, LegalHolds.open(StateFolder.holds(state)));
    Hold hold =
        methods.hold(
            new CameraId(require(parsed, "--camera", String.class)),
            require(parsed, "--from", Instant.class),
            require(parsed, "--to", Instant.class),
            Optional.ofNullable(parsed.matchedOptionValue("--incident", (String) null)),
            require(parsed, "--reason", String.class));
    out.println(shown(state, hold));
    return 0;
  }

  private static int list(ParseResult parsed, PrintWriter out) {
    Path state = require(parsed, "--state", Path.class);
    List<Hold> holds = LegalHolds.open(StateFolder.holds(state)).all();
    holds.forEach(hold -> out.println(shown(state, hold)));
    out.println(holds.size() + " held");
    return 0;
  }

  private static int release(ParseResult parsed, PrintWriter out) {
    Path state = require(parsed, "--state", Path.class);
    String name = require(parsed, "--hold", String.class);
    var methods = new HoldMethods(state, LegalHolds.open(StateFolder.holds(state)));
    boolean isDone = methods.release(name);
    out.println(
        isDone ? "released " + name : "nothing is held as %s; list shows what is".formatted(name));
    return isDone ? 0 : NOT_THERE;
  }

  private static String shown(Path state, Hold hold) {
    List<Segment> segments =
        Segment.in(StateFolder.camera(state, hold.camera()).recordings()).stream()
            .filter(segment -> segment.overlaps(hold.from(), hold.to()))
            .toList();
    return "%s camera %s, %s to %s, %d recorded segments of %d bytes: %s"
        .formatted(
            hold.name(),
            hold.camera(),
            hold.from(),
            hold.to(),
            segments.size(),
            segments.stream().mapToLong(Segment::bytes).sum(),
            hold.reason());
  }
}
