package dev.sitewarden.demo;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sitewarden demo}: the whole loop on one machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    subcommands = {LoopBench.class, LoadBench.class},
    description = "Runs hub, cloud and edge on a clip and tells what happens.")
public final class DemoMain implements Callable<Integer> {

  @Option(names = "--source", description = "A video file or URL instead of the worksite clip.")
  Optional<String> source = Optional.empty();

  @Option(
      names = "--once",
      description = "Go through to a resolved incident and its label, print a JSON summary, end.")
  boolean once;

  @Option(
      names = "--data",
      description = "Keep everything here; without it a temporary folder is used and removed.")
  Optional<Path> data = Optional.empty();

  private DemoMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DemoMain()).execute(arguments));
  }

  static Path root() {
    return Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();
  }

  @Override
  public Integer call() {
    Folder folder = data.map(Folder::kept).orElseGet(Folder::temporary);
    Site site = new Site(root(), folder.path());
    cleanUpAtExit(site, folder);
    Camera worksite = Camera.worksite(root());
    Demo demo = new Demo(site, source.map(worksite::watching).orElse(worksite), System.out);
    try {
      if (once) {
        System.out.println(demo.playOnce().toJson());
      } else {
        demo.play();
      }
      return 0;
    } catch (DemoException | UncheckedIOException e) {
      if (!site.isClosed()) { // otherwise Ctrl-C is the reason, and the user knows
        System.err.println("demo: " + e.getMessage());
      }
      return 1;
    }
  }

  /** Also on Ctrl-C no process and no temporary file stays behind. */
  static void cleanUpAtExit(Site site, Folder folder) {
    Runnable end =
        () -> {
          site.close();
          folder.close();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(end, "end"));
  }
}
