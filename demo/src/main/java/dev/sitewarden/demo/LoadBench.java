package dev.sitewarden.demo;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./sitewarden bench load}: many incidents a second, while people have the page open. They
 * go in as the Functions host hands them over; what the page asks is timed, and in the end every
 * incident is looked for.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description =
        "Incidents at a steady rate with pages open; prints REST latency and what was lost.")
final class LoadBench implements Callable<Integer> {
  /** Every incident is its own, and everybody is told of each: the most work there is. */
  private static final Map<String, String> NOTHING_SPARED =
      Map.of(
          "CLOUD_INCIDENT_MERGE_WITHIN", "0s",
          "CLOUD_NOTIFY_COOLDOWN", "0s",
          "CLOUD_NOTIFY_STORM_SIZE", "100000000",
          "CLOUD_APP_CALLS_PER_SECOND", "10000");

  @Option(names = "--rate", description = "Incidents a second (default: ${DEFAULT-VALUE}).")
  int rate = 200;

  @Option(names = "--for", description = "Seconds (default: ${DEFAULT-VALUE}).")
  int seconds = 300;

  @Option(names = "--pages", description = "Pages that are open (default: ${DEFAULT-VALUE}).")
  int pages = 3;

  @Option(
      names = "--drain",
      description = "Seconds that notifications may take afterwards (default: ${DEFAULT-VALUE}).")
  int drain = 120;

  @Override
  public Integer call() {
    Folder folder = Folder.temporary();
    Site site = new Site(DemoMain.root(), folder.path());
    DemoMain.cleanUpAtExit(site, folder);
    try {
      Part cloud = site.startCloud(NOTHING_SPARED);
      DemoUser user = DemoUser.siteEngineer(site.data());
      System.out.printf("the page: %s (%s, %s)%n", site.page(), user.name(), user.password());
      System.out.println(measure(site, cloud));
      return 0;
    } catch (DemoException | UncheckedIOException e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }

  private ObjectNode measure(Site site, Part cloud) {
    Latencies rest = new Latencies();
    Fleet fleet = new Fleet(site.page(), rate);
    OpenPages open = OpenPages.of(site, pages, rest);
    try (open) {
      fleet.send(Duration.ofSeconds(seconds));
    }
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("rate", rate).put("seconds", seconds).put("pages", pages);
    line.put("sent", fleet.sent().size()).put("sent_again", fleet.sentAgain());
    fleet.latencies().writeTo(line, "ingest");
    rest.writeTo(line, "rest");
    writeFound(site, fleet, line);
    return line.put("cloud_peak_rss_mb", cloud.peakRssMb());
  }

  /** Looks for every incident and its notification, the latter until it is there or time is up. */
  private void writeFound(Site site, Fleet fleet, ObjectNode line) {
    Instant until = Instant.now().plusSeconds(drain);
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      Map<String, Optional<Duration>> told = told(engineer);
      while (told.containsValue(Optional.<Duration>empty()) && Instant.now().isBefore(until)) {
        told = told(engineer);
      }
      Latencies notified = new Latencies();
      told.values().stream().flatMap(Optional::stream).forEach(notified::add);
      line.put("lost", fleet.sent().stream().filter(not(told::containsKey)).count());
      line.put("not_notified", told.size() - notified.size());
      notified.writeTo(line, "capture_to_notification");
    }
  }

  /** Every incident that is stored, with the time from its capture to its first notification. */
  private static Map<String, Optional<Duration>> told(SiteEngineer engineer) {
    Map<String, Optional<Duration>> told = new HashMap<>();
    String older = "";
    do {
      JsonNode page = engineer.get("/api/v1/incidents?limit=100" + older);
      for (JsonNode incident : page.path("items")) {
        boolean isTold = incident.path("notifiedAt").isTextual();
        told.put(
            incident.path("id").asText(),
            isTold ? Optional.of(Story.sinceCapture(incident, "notifiedAt")) : Optional.empty());
      }
      older = page.path("older").isTextual() ? "&before=" + page.path("older").asText() : "";
    } while (!older.isEmpty());
    return told;
  }
}
