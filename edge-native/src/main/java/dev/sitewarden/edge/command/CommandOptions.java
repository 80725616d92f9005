package dev.sitewarden.edge.command;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Describes a command, option by option, through picocli's programming interface: no annotations,
 * so nothing is reflected on. Times are written {@code 60s}, instants {@code 2026-01-01T08:00:00Z}.
 */
public final class CommandOptions {
  private final CommandSpec spec;

  private CommandOptions(CommandSpec spec, String description) {
    this.spec = spec;
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    spec.usageMessage().description(description);
  }

  /** A command with {@code --help} and no other option yet. */
  public static CommandOptions of(Callable<Integer> command, String description) {
    return new CommandOptions(CommandSpec.wrapWithoutInspection(command), description);
  }

  /** A command that only holds others. */
  public static CommandOptions group(String name, String description) {
    return new CommandOptions(CommandSpec.create().name(name), description);
  }

  public CommandOptions required(String name, String value, String description, Class<?> type) {
    spec.addOption(option(name, value, description, type).required(true).build());
    return this;
  }

  public CommandOptions optional(String name, String value, String description, Class<?> type) {
    spec.addOption(option(name, value, description, type).build());
    return this;
  }

  /** One or more values, read as a list of {@code type}. */
  public CommandOptions list(
      String name, String value, boolean isRequired, String description, Class<?> type) {
    spec.addOption(
        option(name, value, description, List.class)
            .auxiliaryTypes(type)
            .arity("1..*")
            .required(isRequired)
            .build());
    return this;
  }

  public CommandOptions flag(String name, String description) {
    spec.addOption(
        OptionSpec.builder(name).description(description).type(boolean.class).arity("0").build());
    return this;
  }

  public CommandSpec spec() {
    return spec;
  }

  private static OptionSpec.Builder option(
      String name, String value, String description, Class<?> type) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).paramLabel(value).description(description).type(type);
    if (type == Duration.class) {
      option.converters(CommandOptions::duration);
    } else if (type == Instant.class) {
      option.converters(CommandOptions::instant);
    }
    return option;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is no time such as 60s".formatted(text));
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is no instant such as 2026-01-01T08:00:00Z".formatted(text));
    }
  }
}
