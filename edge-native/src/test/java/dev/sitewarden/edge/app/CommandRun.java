package dev.sitewarden.edge.app;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One call of the executable, exit code and what it printed: inside the test, or of the native
 * executable that {@code -Dsitewarden.edge.binary} names, so that the same tests hold for both.
 *
 * <p>{@code err} is what the command says to its user: without the log, which shares standard error
 * with it in the executable, and goes to the test's own inside the test.
 */
record CommandRun(int exitCode, String out, String err) {
  private static final Pattern LOG_LINE =
      Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\dT\\S+Z (DEBUG|INFO|WARN|ERROR) .*\\n");

  static CommandRun of(Object... arguments) {
    List<String> texts = Stream.of(arguments).map(String::valueOf).toList();
    String binary = System.getProperty("sitewarden.edge.binary", "");
    return binary.isBlank() ? inside(texts) : outside(binary, texts);
  }

  private static CommandRun inside(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        EdgeMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** A relative path of the executable counts from the checkout. */
  private static CommandRun outside(String binary, List<String> arguments) {
    Path executable = Path.of(System.getProperty("sitewarden.root", "")).resolve(binary);
    try {
      File out = File.createTempFile("edge", ".out");
      File err = File.createTempFile("edge", ".err");
      try {
        int exitCode =
            new ProcessBuilder(
                    Stream.concat(Stream.of(executable.toString()), arguments.stream()).toList())
                .redirectOutput(out)
                .redirectError(err)
                .start()
                .waitFor();
        String said = LOG_LINE.matcher(Files.readString(err.toPath())).replaceAll("");
        return new CommandRun(exitCode, Files.readString(out.toPath()), said);
      } finally {
        Files.delete(out.toPath());
        Files.delete(err.toPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not run %s".formatted(executable), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while %s ran".formatted(executable), e);
    }
  }
}
