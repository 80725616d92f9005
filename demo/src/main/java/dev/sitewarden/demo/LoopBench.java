package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sitewarden bench loop}: how long it takes from the camera to the site engineer. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Shows the clip again and again, in real time; prints capture to notification.")
final class LoopBench implements Callable<Integer> {
  private static final Duration CLIP_LIMIT = Duration.ofMinutes(3);

  /** The same clip again is no repeat, and nobody is spared a message. */
  private static final Map<String, String> EACH_BY_ITSELF =
      Map.of("CLOUD_INCIDENT_MERGE_WITHIN", "0s", "CLOUD_NOTIFY_COOLDOWN", "0s");

  @Option(names = "--rounds", description = "How often the clip is shown (25 s each).")
  int rounds = 10;

  @Override
  public Integer call() {
    Path root = DemoMain.root();
    Folder folder = Folder.temporary();
    Site site = new Site(root, folder.path());
    DemoMain.cleanUpAtExit(site, folder);
    try {
      List<Part> services = site.startServices(EACH_BY_ITSELF);
      for (int round = 0; round < rounds; round++) {
        site.startEdge(Camera.worksite(root), List.of("--realtime")).awaitEnd(CLIP_LIMIT);
      }
      print(System.out, incidents(site), services);
      return 0;
    } catch (DemoException | UncheckedIOException e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }

  private static List<JsonNode> incidents(Site site) {
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      JsonNode items = engineer.get("/api/v1/incidents?limit=100").path("items");
      return StreamSupport.stream(items.spliterator(), false)
          .map(item -> engineer.get("/api/v1/incidents/" + item.path("id").asText()))
          .toList();
    }
  }

  private static void print(PrintStream out, List<JsonNode> incidents, List<Part> services) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("incidents", incidents.size());
    for (String instant : List.of("receivedAt", "notifiedAt")) {
      long[] millis = sorted(incidents.stream(), instant);
      String name = "capture_to_" + (instant.startsWith("r") ? "row" : "notification");
      line.put(name + "_p50_ms", percentile(millis, 0.50));
      line.put(name + "_p99_ms", percentile(millis, 0.99));
    }
    services.forEach(part -> line.put(part.name() + "_peak_rss_mb", part.peakRssMb()));
    out.println(line);
  }

  private static long[] sorted(Stream<JsonNode> incidents, String instant) {
    return incidents
        .mapToLong(incident -> Story.sinceCapture(incident, instant).toMillis())
        .sorted()
        .toArray();
  }

  private static long percentile(long[] sorted, double share) {
    if (sorted.length == 0) {
      throw new DemoException("no incident was seen, there is nothing to measure");
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
