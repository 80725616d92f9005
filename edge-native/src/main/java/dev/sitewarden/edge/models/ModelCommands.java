package dev.sitewarden.edge.models;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code model import | make-key | sign | verify}: what people do with model packages. */
public final class ModelCommands {
  private ModelCommands() {}

  /** Adds all of them. */
  public static void addTo(CommandSpec group) {
    group.addSubcommand("import", new ImportCommand().spec());
    group.addSubcommand("make-key", new MakeKeyCommand().spec());
    group.addSubcommand("sign", new SignCommand().spec());
    group.addSubcommand("verify", new VerifyCommand().spec());
  }

  static CommandSpec spec(Callable<Integer> command, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    spec.usageMessage().description(description);
    return spec;
  }

  static OptionSpec path(String name, String value, boolean required, String description) {
    return OptionSpec.builder(name)
        .paramLabel(value)
        .type(Path.class)
        .required(required)
        .description(description)
        .build();
  }

  static OptionSpec paths(String name, String value, String description) {
    return OptionSpec.builder(name)
        .paramLabel(value)
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .arity("1..*")
        .description(description)
        .build();
  }
}
