package dev.sitewarden.edge.models;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code model make-key}: makes the key that signs model packages. */
final class MakeKeyCommand implements Callable<Integer> {
  private final CommandSpec spec =
      ModelCommands.spec(this, "Make the key that signs model packages.");

  MakeKeyCommand() {
    spec.addOption(
        ModelCommands.path("--out", "FILE", true, "the key; FILE.pub is what devices get"));
  }

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
