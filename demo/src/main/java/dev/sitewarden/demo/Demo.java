package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** One showing: starts the parts, plays the site engineer, tells what happens. */
final class Demo {
  private static final Duration CLIP_LIMIT = Duration.ofSeconds(150);

  private final Site site;
  private final Camera camera;
  private final PrintStream out;

  Demo(Site site, Camera camera, PrintStream out) {
    this.site = site;
    this.camera = camera;
    this.out = out;
  }

  /** Tells what happens until the process is stopped. */
  void play() {
    start();
    Part edge = site.startEdge(camera, List.of("--realtime"));
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      out.println("Ctrl-C stops everything.");
      narrate(engineer, edge);
    }
  }

  /** Goes through to a resolved incident and its label. */
  Summary playOnce() {
    Instant started = Instant.now();
    List<Part> services = start();
    Part edge = site.startEdge(camera, List.of("--realtime", "--json"));
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      Loop loop = closeTheLoop(engineer, edge);
      return new Summary(started, loop, edge.awaitEnd(CLIP_LIMIT), services);
    }
  }

  private List<Part> start() {
    out.println("Starting the hub (MQTT over TLS), the cloud (PostgreSQL), one camera's edge ...");
    List<Part> services = site.startServices();
    DemoUser user = DemoUser.siteEngineer(site.data());
    out.printf("Page:        %s%n", site.page());
    out.printf("Log in as:   %s / %s%n", user.name(), user.password());
    out.printf("Watching:    %s%n", camera.source());
    return services;
  }

  /** From the first incident to its label, by the REST API. */
  private Loop closeTheLoop(SiteEngineer engineer, Part edge) {
    String id = firstIncident(engineer, edge);
    Instant seen = Instant.now();
    JsonNode notified = await(engineer, id, "message", it -> it.path("notifiedAt").isTextual());
    out.println(Story.opened(notified));
    JsonNode complete = await(engineer, id, "picture and clip", Demo::hasPictureAndClip);
    int snapshotBytes = engineer.download(evidenceUrl(complete, "snapshot")).length;
    int clipBytes = engineer.download(evidenceUrl(complete, "clip")).length;
    out.printf(
        "The picture (%d kB) and the clip (%d kB) are there.%n",
        snapshotBytes / 1024, clipBytes / 1024);
    engineer.change(id, "acknowledgement", "{}");
    out.println("The site engineer acknowledges ...");
    String verdict = "{\"verdict\":\"CONFIRMED\",\"comment\":\"seen on the clip\"}";
    JsonNode resolved = engineer.change(id, "resolution", verdict);
    out.printf("... and resolves it: %s.%n", resolved.path("verdict").asText());
    JsonNode labels = engineer.get("/api/v1/datasets/incidents.coco.json");
    out.printf("The data set of verdicts holds %d label(s).%n", labels.path("annotations").size());
    return new Loop(seen, resolved, labels, engineer.get("/api/v1/notifications"));
  }

  private String firstIncident(SiteEngineer engineer, Part edge) {
    String path = "/api/v1/incidents";
    for (Instant end = Instant.now().plus(CLIP_LIMIT); Instant.now().isBefore(end); ) {
      boolean over = !edge.isAlive();
      JsonNode page = engineer.get(path);
      if (!page.path("items").isEmpty()) {
        return page.path("items").get(0).path("id").asText();
      }
      edge.requireNoFailure(CLIP_LIMIT);
      if (over) {
        throw new DemoException("%s ended without an incident".formatted(camera.source()));
      }
      path = newsAfter(page);
    }
    throw new DemoException(
        "no incident within %d s; the logs are in %s".formatted(CLIP_LIMIT.toSeconds(), logs()));
  }

  private JsonNode await(SiteEngineer engineer, String id, String what, Predicate<JsonNode> holds) {
    String news = newsAfter(engineer.get("/api/v1/incidents"));
    for (Instant end = Instant.now().plus(CLIP_LIMIT); Instant.now().isBefore(end); ) {
      JsonNode incident = engineer.get("/api/v1/incidents/" + id);
      if (holds.test(incident)) {
        return incident;
      }
      news = newsAfter(engineer.get(news));
    }
    throw new DemoException(
        "incident %s got no %s within %d s; the logs are in %s"
            .formatted(id, what, CLIP_LIMIT.toSeconds(), logs()));
  }

  private static boolean hasPictureAndClip(JsonNode incident) {
    return incident.path("evidence").path("snapshot").has("url")
        && incident.path("evidence").path("clip").has("url");
  }

  /** Tells each change until the process is stopped. */
  private void narrate(SiteEngineer engineer, Part edge) {
    String news = newsAfter(engineer.get("/api/v1/incidents"));
    while (!Thread.currentThread().isInterrupted()) {
      JsonNode page = engineer.get(news);
      for (JsonNode item : page.path("items")) {
        out.println(Story.changed(item));
      }
      edge.requireNoFailure(CLIP_LIMIT);
      news = newsAfter(page);
    }
  }

  private static String newsAfter(JsonNode page) {
    return "/api/v1/incidents?wait=5s&after=" + page.path("news").asText();
  }

  private static String evidenceUrl(JsonNode incident, String kind) {
    return incident.path("evidence").path(kind).path("url").asText();
  }

  private String logs() {
    return site.data().resolve("logs").toString();
  }
}
