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

  /**
   * Exit 0 if genuine, 1 if not, 2 if it is no package or the command is wrong, 3 if it is
   * unaltered and nobody said whose it must be.
   */
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
      description =
          "Says whether every file of a package is the one that was packed, and whether your cloud signed it.",
      exitCodeListHeading = "Exit:%n",
      exitCodeList = {
        "0:unaltered, and signed with the key that --key names",
        "1:altered, or signed with another key",
        "2:no package, or the command is wrong",
        "3:unaltered since somebody signed it; without --key it is unknown who"
      })
  static final class Verify implements Callable<Integer> {
    private static final int SIGNER_UNKNOWN = 3;

    @Parameters(paramLabel = "FILE", description = "The package, a ZIP file.")
    private Path file = Path.of("");

    @Option(
        names = "--key",
        paramLabel = "FINGERPRINT",
        description =
            "The cloud's key, as its audit page and /api/v1/audit/key say it; a former one for a package of before.")
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
      boolean isOther = known != null && !report.fingerprint().equalsIgnoreCase(known.strip());
      report.without().forEach(missing -> System.out.println("  without " + missing));
      report.findings().forEach(finding -> System.out.println("  " + finding));
      if (isOther) {
        System.out.println("  it is signed by another key than " + known);
      }
      if (!report.isUnaltered() || isOther) {
        return say("NOT genuine", report, CommandLine.ExitCode.SOFTWARE);
      }
      if (known != null) {
        return say("genuine", report, CommandLine.ExitCode.OK);
      }
      return say(
          "unaltered since it was signed; who signed it is unknown: name the key by --key",
          report,
          SIGNER_UNKNOWN);
    }

    private static int say(String verdict, PackageCheck.Report report, int code) {
      System.out.printf("%s%n%s%nkey %s%n", verdict, report.said(), report.fingerprint());
      return code;
    }
  }
}
