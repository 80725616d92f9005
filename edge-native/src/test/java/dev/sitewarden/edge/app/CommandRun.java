package dev.sitewarden.edge.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** One call of the executable inside the test: exit code and what it printed. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        EdgeMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
