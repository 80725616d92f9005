package dev.sitewarden.edge.app;

import dev.sitewarden.edge.capture.GateBenchCommand;
import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.detect.BenchCommand;
import dev.sitewarden.edge.detect.DetectCommand;
import dev.sitewarden.edge.detect.PeerBenchCommand;
import dev.sitewarden.edge.detect.TrackingBenchCommand;
import dev.sitewarden.edge.doctor.DoctorCommand;
import dev.sitewarden.edge.models.ModelCommands;
import dev.sitewarden.edge.models.UpdateBenchCommand;
import dev.sitewarden.edge.replay.ReplayCommand;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code edge detect | run | hold | replay | model | bench | doctor}: exits with 0, with 2 and one
 * sentence if the user can do something about it, with 1 and a stack trace if it is our mistake.
 */
public final class EdgeMain {
  private static final int USER_MISTAKE = 2;
  private static final int OUR_MISTAKE = 1;

  private EdgeMain() {}

  public static void main(String[] arguments) {
    try {
      NativeLibraries.find();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(USER_MISTAKE);
    }
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, ready to execute; exceptions are turned into exit codes. */
  static CommandLine commandLine() {
    CommandSpec model = CommandOptions.group("model", "Model packages.").spec();
    ModelCommands.addTo(model);
    CommandSpec edge = CommandOptions.group("edge", "Sitewarden on the device.").spec();
    edge.addSubcommand("detect", new DetectCommand().spec());
    CommandSpec bench = new BenchCommand().spec();
    bench.addSubcommand("tracking", new TrackingBenchCommand().spec());
    bench.addSubcommand("gate", new GateBenchCommand().spec());
    bench.addSubcommand("update", new UpdateBenchCommand().spec());
    bench.addSubcommand("peers", new PeerBenchCommand().spec());
    edge.addSubcommand("bench", bench);
    edge.addSubcommand("run", new RunCommand().spec());
    edge.addSubcommand("hold", HoldCommand.spec());
    edge.addSubcommand("replay", new ReplayCommand(SettingsFile::read).spec());
    edge.addSubcommand("model", model);
    edge.addSubcommand("doctor", new DoctorCommand(SettingsFile::read).spec());
    return new CommandLine(edge)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((mistake, arguments) -> report(mistake))
        .setExecutionExceptionHandler((thrown, command, parsed) -> report(thrown, command));
  }

  private static int report(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.printf(
        "%s (%s --help shows the options)%n",
        mistake.getMessage(), command.getCommandSpec().qualifiedName());
    return USER_MISTAKE;
  }

  private static int report(Exception thrown, CommandLine command) {
    if (thrown instanceof UncheckedIOException || thrown instanceof IllegalArgumentException) {
      command.getErr().println(thrown.getMessage());
      return USER_MISTAKE;
    }
    thrown.printStackTrace(command.getErr());
    return OUR_MISTAKE;
  }
}
