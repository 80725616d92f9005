package dev.sitewarden.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sitewarden demo}: the whole loop on one machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
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

  @Override
  public Integer call() {
    Path root = Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();
    Path folder = data.map(Path::toAbsolutePath).orElseGet(DemoMain::temporaryFolder);
    Site site = new Site(root, folder);
    Thread cleaner = new Thread(() -> end(site), "end");
    Runtime.getRuntime().addShutdownHook(cleaner);
    Camera worksite = Camera.worksite(root);
    Demo demo = new Demo(site, source.map(worksite::watching).orElse(worksite), System.out);
    try {
      if (once) {
        System.out.println(demo.playOnce().toJson());
      } else {
        demo.play();
      }
      return 0;
    } catch (DemoException | UncheckedIOException e) {
      System.err.println("demo: " + e.getMessage());
      return 1;
    }
  }

  private void end(Site site) {
    site.close();
    if (data.isEmpty()) {
      remove(site.data());
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sitewarden-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("making a temporary folder failed", e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("demo: could not remove %s: %s".formatted(folder, e.getMessage()));
    }
  }
}
