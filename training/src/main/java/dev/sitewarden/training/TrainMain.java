package dev.sitewarden.training;

import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the training program: {@code train} and {@code evaluate}. */
@Command(
    name = "sitewarden",
    subcommands = {TrainCommand.class, EvaluateCommand.class},
    synopsisSubcommandLabel = "(train | evaluate)",
    mixinStandardHelpOptions = true)
public final class TrainMain {
  /** Exit code for mistakes that the user can mend. */
  private static final int REFUSED = 2;

  private TrainMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns the exit code: 0, or 2 after one sentence on standard error. */
  static int run(String... arguments) {
    return new CommandLine(new TrainMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> refuse(failure, command))
        .execute(arguments);
  }

  private static int refuse(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof IllegalArgumentException || failure instanceof UncheckedIOException) {
      command.getErr().println("sitewarden: " + failure.getMessage());
      return REFUSED;
    }
    throw failure;
  }
}
