package dev.sitewarden.demo;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./sitewarden bench load}: many incidents a second, while people have the page open, one of
 * them in a real browser. They go in as the Functions host hands them over; what the page asks is
 * timed, and in the end every incident is looked for.
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
          "CLOUD_NOTIFY_STORM_WITHIN", "1s", // or each round counts everything that was sent so far
          "CLOUD_APP_CALLS_PER_SECOND", "10000");

  @Option(names = "--rate", description = "Incidents a second (default: ${DEFAULT-VALUE}).")
  int rate = 200;

  @Option(names = "--for", description = "Seconds (default: ${DEFAULT-VALUE}).")
  int seconds = 300;

  @Option(names = "--pages", description = "Pages that are open (default: ${DEFAULT-VALUE}).")
  int pages = 3;

  @Option(names = "--no-browser", description = "No page in Chromium: others have it open alone.")
  boolean noBrowser;

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
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("rate", rate).put("seconds", seconds).put("pages", pages);
    OpenPages open = OpenPages.of(site, pages, rest);
    if (noBrowser || !Browser.isHere()) {
      try (open) {
        fleet.send(Duration.ofSeconds(seconds));
      }
    } else {
      sendShown(site, fleet, open, line);
    }
    line.put("sent", fleet.sent().size()).put("sent_again", fleet.sentAgain());
    fleet.latencies().writeTo(line, "ingest");
    rest.writeTo(line, "rest");
    writeFound(site, fleet, line);
    return line.put("cloud_peak_rss_mb", cloud.peakRssMb());
  }

  /** Sends while a browser shows the list. */
  private void sendShown(Site site, Fleet fleet, OpenPages open, ObjectNode line) {
    Latencies frames = new Latencies();
    Path profile = site.data().resolve("browser");
    try (Browser browser = Browser.showing(site.page(), open.session(), profile)) {
      try (open) {
        open.show(browser, frames);
        fleet.send(Duration.ofSeconds(seconds));
      }
      line.put("browser_rows", browser.rows());
    }
    frames.writeTo(line, "browser_frame");
  }

  /** What became of the incidents: those told of, and those that somebody answered before that. */
  private record Found(Set<String> stored, Latencies told, int answered) {
    boolean isComplete() {
      return told.size() + answered == stored.size();
    }
  }

  /** Looks for every incident and its notification, the latter until it is there or time is up. */
  private void writeFound(Site site, Fleet fleet, ObjectNode line) {
    Instant until = Instant.now().plusSeconds(drain);
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      Found found = find(engineer);
      while (!found.isComplete() && Instant.now().isBefore(until)) {
        found = find(engineer);
      }
      int told = found.told().size();
      line.put("lost", fleet.sent().stream().filter(not(found.stored()::contains)).count());
      line.put("answered_before_told", found.answered());
      line.put("not_notified", found.stored().size() - told - found.answered());
      found.told().writeTo(line, "capture_to_notification");
    }
  }

  /** Every incident that is stored; who was told waited from its capture to its notification. */
  private static Found find(SiteEngineer engineer) {
    Set<String> stored = new HashSet<>();
    Latencies told = new Latencies();
    int answered = 0;
    String older = "";
    do {
      JsonNode page = engineer.get("/api/v1/incidents?limit=100" + older);
      for (JsonNode incident : page.path("items")) {
        boolean isNew = stored.add(incident.path("id").asText());
        if (isNew && incident.path("notifiedAt").isTextual()) {
          told.add(Story.sinceCapture(incident, "notifiedAt"));
        } else if (isNew && !incident.path("state").asText().equals("OPEN")) {
          answered++; // nobody is told of what is answered already
        }
      }
      older = page.path("older").isTextual() ? "&before=" + page.path("older").asText() : "";
    } while (!older.isEmpty());
    return new Found(stored, told, answered);
  }
}
