package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.PrivateFile;
import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The configurations and deployments, kept in {@code configurations.json}. Their content cannot be
 * changed, only their target, priority, labels and metrics. Blocks; used by one thread.
 */
public final class Configurations {
  private static final int MOST = 100;
  private static final Pattern ID = Pattern.compile("[a-z0-9_+%*!'-]{1,128}");

  private final Path file;
  private final InstantSource clock;
  private final Map<String, JsonObject> all = new LinkedHashMap<>();

  private Configurations(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads what is there.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static Configurations open(Path folder, InstantSource clock) {
    Path file = folder.resolve("configurations.json");
    Configurations configurations = new Configurations(file, clock);
    try {
      if (Files.exists(file)) {
        new JsonObject(PrivateFile.read(file))
            .getJsonArray("configurations").stream()
                .map(JsonObject.class::cast)
                .forEach(c -> configurations.all.put(c.getString("id"), c));
      }
      return configurations;
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(
          "%s must hold {\"configurations\":[..]}, it does not (%s); mend it, or delete it to start without"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  JsonObject get(String id) {
    JsonObject found = all.get(id);
    if (found == null) {
      throw new RefusedException(
          404, "ConfigurationNotFound", "there is no configuration '%s'".formatted(id));
    }
    return found.copy();
  }

  List<JsonObject> list() {
    return all.values().stream().map(JsonObject::copy).toList();
  }

  JsonObject create(String id, JsonObject body) {
    if (all.containsKey(id)) {
      throw new RefusedException(
          409, "ConfigurationAlreadyExists", "there is a configuration '%s' already".formatted(id));
    }
    if (!ID.matcher(id).matches() || all.size() == MOST) {
      throw new IllegalArgumentException(
          "a hub has at most %d configurations, with ids of 1..128 lower-case letters, digits and -_+%%*!', got '%s'"
              .formatted(MOST, id));
    }
    String now = clock.instant().toString();
    JsonObject content = JsonBody.object(body, "content").orElseGet(JsonObject::new);
    return keep(id, body, content.copy(), now, 1);
  }

  JsonObject replace(String id, String etag, JsonObject body) {
    JsonObject old = get(id);
    String wanted = etag.replace("\"", "");
    if (!wanted.equals("*") && !wanted.equals(old.getString("etag"))) {
      throw RefusedException.changedMeanwhile("configuration " + id, wanted, old.getString("etag"));
    }
    JsonObject content = old.getJsonObject("content");
    boolean same =
        JsonBody.object(body, "content").map(c -> withoutNulls(c).equals(content)).orElse(true);
    if (!same) {
      throw new IllegalArgumentException(
          "the content of configuration '%s' cannot be changed; create one with a higher priority and delete this one"
              .formatted(id));
    }
    int revision = Integer.parseInt(old.getString("etag")) + 1;
    return keep(id, body, content, old.getString("createdTimeUtc"), revision);
  }

  private JsonObject keep(
      String id, JsonObject body, JsonObject content, String created, int revision) {
    String condition = JsonBody.optionalText(body, "targetCondition").orElse("");
    if (!condition.isBlank()) {
      ConditionParser.parse(condition);
    }
    JsonObject none =
        new JsonObject().put("results", new JsonObject()).put("queries", new JsonObject());
    JsonObject kept =
        new JsonObject()
            .put("id", id)
            .put("schemaVersion", "1.0")
            .put("labels", JsonBody.object(body, "labels").orElseGet(JsonObject::new))
            .put("content", withoutNulls(content))
            .put("targetCondition", condition)
            .put("createdTimeUtc", created)
            .put("lastUpdatedTimeUtc", clock.instant().toString())
            .put("priority", Objects.requireNonNullElse(body.getInteger("priority"), 0))
            .put("systemMetrics", none)
            .put("metrics", JsonBody.object(body, "metrics").orElseGet(none::copy))
            .put("etag", String.valueOf(revision));
    all.put(id, kept);
    write();
    return kept.copy();
  }

  private static JsonObject withoutNulls(JsonObject content) {
    JsonObject rest = content.copy();
    rest.getMap().values().removeIf(Objects::isNull);
    return rest;
  }

  void delete(String id) {
    get(id);
    all.remove(id);
    write();
  }

  private void write() {
    PrivateFile.write(
        file,
        new JsonObject().put("configurations", new JsonArray(List.copyOf(all.values()))).encode());
  }
}
