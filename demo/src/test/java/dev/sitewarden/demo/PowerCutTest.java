package dev.sitewarden.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The edge is killed at arbitrary moments; after it came back the rows must be as if nothing
 * happened.
 */
class PowerCutTest {
  /** Fields that say when the cloud learned something, not what. */
  private static final Set<String> CLOUD_TIMES = Set.of("receivedAt", "notifiedAt", "changedAt");

  private static final List<String> FIXED_START = List.of("--start-time", "2026-01-01T08:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path root = Path.of(System.getProperty("sitewarden.root"));

  @Test
  void killedEdgeLeavesTheRowsOfAnUninterruptedOne(@TempDir Path calm, @TempDir Path rough) {
    List<JsonNode> expected = rowsOf(calm, 0);

    List<JsonNode> rows = rowsOf(rough, 6);

    assertThat(expected).isNotEmpty();
    assertThat(rows).isEqualTo(expected);
  }

  private List<JsonNode> rowsOf(Path data, int cuts) {
    try (Site site = new Site(root, data)) {
      site.startServices();
      Random moments = new Random(7);
      for (int cut = 0; cut < cuts; cut++) {
        Part edge = site.startEdge(Camera.worksite(root), FIXED_START);
        edge.awaitReady(LIMIT);
        edge.killAfter(Duration.ofMillis(moments.nextInt(2500)));
      }
      site.startEdge(Camera.worksite(root), FIXED_START).awaitEnd(LIMIT);
      return rows(site);
    }
  }

  /** What the device said, in no particular order: messages may overtake each other. */
  private static JsonNode withDeviceLinesOnly(ObjectNode incident) {
    Set<JsonNode> said = new HashSet<>();
    for (JsonNode line : incident.path("timeline")) {
      if (Site.DEVICE.equals(line.path("by").asText())) {
        said.add(line);
      }
    }
    incident.remove(CLOUD_TIMES).remove("timeline");
    return incident.putPOJO("said", said);
  }

  private static List<JsonNode> rows(Site site) {
    try (SiteEngineer engineer = SiteEngineer.loggedIn(site)) {
      List<JsonNode> rows = new ArrayList<>();
      for (JsonNode item : engineer.get("/api/v1/incidents?limit=100").path("items")) {
        JsonNode incident = engineer.get("/api/v1/incidents/" + item.path("id").asText());
        rows.add(withDeviceLinesOnly((ObjectNode) incident));
        for (JsonNode file : incident.path("evidence")) {
          rows.add(BinaryNode.valueOf(engineer.download(file.path("url").asText())));
        }
      }
      for (JsonNode sent : engineer.get("/api/v1/notifications").path("items")) {
        // Each site has its own port.
        rows.add(TextNode.valueOf(sent.path("text").asText().replace(site.page().toString(), "/")));
      }
      return rows;
    }
  }
}
