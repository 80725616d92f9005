package dev.sitewarden.edge.models;

import dev.sitewarden.edge.command.CommandOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code model make-key}: makes the key that signs model packages. */
final class MakeKeyCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Make the key that signs model packages.")
          .required("--out", "FILE", "the key; FILE.pub is what devices get", Path.class)
          .spec();

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    Path file = spec.commandLine().getParseResult().matchedOptionValue("--out", Path.of(""));
    Path publicHalf = KeyFile.make(file);
    spec.commandLine()
        .getOut()
        .printf("%s signs: keep it to yourself; %s verifies%n", file, publicHalf);
    return 0;
  }
}
