package dev.sitewarden.hub.twin;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** JSON merge patch (RFC 7396) between objects: null removes, objects merge, the rest replaces. */
final class MergePatch {
  private MergePatch() {}

  /** A new object; neither argument changes or is shared with it. */
  static JsonObject merged(JsonObject old, JsonObject patch) {
    JsonObject result = old.copy();
    lay(result, patch.copy());
    return result;
  }

  private static void lay(JsonObject target, JsonObject patch) {
    for (Map.Entry<String, Object> entry : patch) {
      String name = entry.getKey();
      switch (entry.getValue()) {
        case null -> target.remove(name);
        case JsonObject object -> {
          JsonObject below =
              target.getValue(name) instanceof JsonObject old ? old : new JsonObject();
          target.put(name, below);
          lay(below, object);
        }
        default -> target.put(name, entry.getValue());
      }
    }
  }
}
