package dev.sitewarden.cloud.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code audit}: checks evidence packages without a cloud, a database or a network. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Checks signed evidence packages, offline.",
    subcommands = AuditMain.Verify.class)
public final class AuditMain implements Runnable {
  AuditMain() {}

  /** Exit 0 if genuine, 1 if not, 2 if it is no package or the command is wrong. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AuditMain()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.err);
  }

  /** {@code audit verify FILE}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Says whether every file of a package is the one that was packed and signed.")
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The package, a ZIP file.")
    private Path file = Path.of("");

    @Option(
        names = "--key",
        paramLabel = "FINGERPRINT",
        description = "The cloud's key, as its page and /api/v1/audit/key say it.")
    private @Nullable String known;

    Verify() {}

    @Override
    public Integer call() {
      try {
        return say(PackageCheck.of(file));
      } catch (IOException e) {
        System.err.printf("audit: %s cannot be checked: %s%n", file, e.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
    }

    private int say(PackageCheck.Report report) {
      boolean isKnown = known == null || report.fingerprint().equalsIgnoreCase(known.strip());
      report.without().forEach(missing -> System.out.println("  without " + missing));
      report.findings().forEach(finding -> System.out.println("  " + finding));
      if (!isKnown) {
        System.out.println("  it is signed by another key than " + known);
      }
      boolean isGenuine = report.isGenuine() && isKnown;
      System.out.printf("%s %s%n", isGenuine ? "genuine" : "NOT genuine", report.said());
      System.out.printf(
          "key %s%s%n",
          report.fingerprint(),
          known == null ? " (not compared: give the cloud's with --key)" : "");
      return isGenuine ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }
}
