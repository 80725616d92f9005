package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.Operator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running edge and somebody at the hub who tells it something else. */
class TwinRunTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonArray EVERYWHERE =
      new JsonArray("[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]");

  /** Where one man without a helmet walks for 5 s, as in demo/worksite/site.yaml. */
  private static final JsonArray HEADS =
      new JsonArray("[[0.28, 0.46], [0.70, 0.46], [0.67, 0.35], [0.33, 0.35]]");

  private final Path folder;

  TwinRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void zonesFromTheTwinTakeEffectWithoutARestart() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CompletableFuture<CommandRun> run = start(hub);
      Operator operator = hub.operator();
      until(() -> operator.call("pi-1", "diagnostics").getInteger("status") == 200);

      operator.desire("pi-1", zone("anywhere", "helmets"));

      until(() -> "in force".equals(answer(operator, "zones").getString("ad")));
      CommandRun ended = run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended.err()).doesNotContain("Exception");
      assertThat(hub.events())
          .filteredOn(event -> event.getString("type").contains("incident.opened"))
          .extracting(event -> event.getJsonObject("data").getString("rule_id"))
          .contains("helmets");
      assertThat(folder.resolve("state/twin.json")).exists();
    }
  }

  @Test
  void anIncidentOfAZoneThatStaysAsItIsGoesOn() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CompletableFuture<CommandRun> run = start(hub, zone("hazard", HEADS, "missing-ppe"));
      Operator operator = hub.operator();
      until(() -> !opened(hub, "missing-ppe").isEmpty());

      JsonObject both = zone("anywhere", "helmets");
      both.getJsonObject("zones")
          .getJsonObject("gate")
          .mergeIn(
              zone("hazard", HEADS, "missing-ppe").getJsonObject("zones").getJsonObject("gate"));
      operator.desire("pi-1", both);

      until(() -> !opened(hub, "helmets").isEmpty());
      assertThat(run.get(LIMIT.toSeconds(), TimeUnit.SECONDS).err()).doesNotContain("Exception");
      List<String> men =
          opened(hub, "missing-ppe").stream().map(it -> it.getString("incident_id")).toList();
      assertThat(men).as("one man, drawn anew or not").hasSize(1);
      assertThat(hub.events())
          .filteredOn(event -> event.getString("type").contains("incident.closed"))
          .extracting(event -> event.getJsonObject("data").getString("incident_id"))
          .contains(men.getFirst());
    }
  }

  private static List<JsonObject> opened(LocalHub hub, String rule) {
    return hub.events().stream()
        .filter(event -> event.getString("type").contains("incident.opened"))
        .map(event -> event.getJsonObject("data"))
        .filter(data -> data.getString("rule_id").equals(rule))
        .toList();
  }

  @Test
  void whatIsWrongIsAnsweredAndChangesNothing() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CompletableFuture<CommandRun> run = start(hub);
      Operator operator = hub.operator();

      operator.desire("pi-1", zone("anywhere", "nonsense"));

      until(() -> answer(operator, "zones").getInteger("ac", 0) == 400);
      assertThat(answer(operator, "zones").getString("ad"))
          .contains("zones.gate.anywhere.rules names 'nonsense'");
      assertThat(folder.resolve("state/twin.json")).doesNotExist();
      assertThat(run.get(LIMIT.toSeconds(), TimeUnit.SECONDS).exitCode()).isZero();
    }
  }

  private static JsonObject answer(Operator operator, String key) throws Exception {
    return operator.reported("pi-1").getJsonObject(key, new JsonObject());
  }

  private static JsonObject zone(String id, String rule) {
    return zone(id, EVERYWHERE, rule);
  }

  private static JsonObject zone(String id, JsonArray polygon, String rule) {
    JsonObject zone =
        new JsonObject().put("polygon", polygon).put("rules", new JsonArray().add(rule));
    JsonObject helmets =
        new JsonObject().put("kind", "object-present").put("labels", new JsonArray().add("helmet"));
    return new JsonObject()
        .put("zones", new JsonObject().put("gate", new JsonObject().put(id, zone)))
        .put("rules", new JsonObject().put("helmets", helmets));
  }

  /** The clip, as if it happened now: 25 s. */
  private CompletableFuture<CommandRun> start(LocalHub hub) throws Exception {
    return start(hub, new JsonObject());
  }

  /**
   * The same.
   *
   * @param more of the settings
   */
  private CompletableFuture<CommandRun> start(LocalHub hub, JsonObject more) throws Exception {
    JsonObject model = new JsonObject().put("path", ROOT.resolve("models/ppe").toString());
    JsonObject gate =
        new JsonObject().put("source", ROOT.resolve("demo/worksite/worksite.mp4").toString());
    Path settings =
        Files.writeString(
            folder.resolve("site.yaml"),
            new JsonObject()
                .put("model", model)
                .put("cameras", new JsonObject().put("gate", gate))
                .mergeIn(more)
                .encode());
    Object[] arguments = {
      "run",
      "--settings",
      settings,
      "--device",
      "pi-1",
      "--state",
      folder.resolve("state"),
      "--hub-connection",
      hub.connection("pi-1"),
      "--hub-ca",
      hub.authority(),
      "--realtime",
      "--mqtt-port",
      hub.config().mqttPort(),
      "--https-port",
      hub.config().httpsPort()
    };
    return CompletableFuture.supplyAsync(() -> CommandRun.of(arguments));
  }

  private static void until(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds(holds)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean holds(Callable<Boolean> claim) throws Exception {
    try {
      return claim.call();
    } catch (IllegalStateException e) {
      return false; // the device is not there yet
    }
  }
}
