package dev.sitewarden.edge.models;

import picocli.CommandLine.Model.CommandSpec;

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
}
