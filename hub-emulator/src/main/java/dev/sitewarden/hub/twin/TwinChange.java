package dev.sitewarden.hub.twin;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A change of tags and desired properties by the service side; what is absent stays as it is. The
 * objects belong to the change. What the hub writes itself ({@code $metadata}, {@code $version}) is
 * passed over, so that a twin may be read, changed and sent back.
 */
public sealed interface TwinChange {
  Optional<JsonObject> tags();

  /** Also what a connected device is told. */
  Optional<JsonObject> desired();

  /** Laid over what is there; null removes. */
  record Patch(Optional<JsonObject> tags, Optional<JsonObject> desired) implements TwinChange {
    public Patch {
      tags.ifPresent(TwinText::require);
      desired = desired.map(TwinChange::withoutHubsOwn);
    }
  }

  /** Put in place of what is there. */
  record Replacement(Optional<JsonObject> tags, Optional<JsonObject> desired)
      implements TwinChange {
    public Replacement {
      tags.ifPresent(TwinText::require);
      desired = desired.map(TwinChange::withoutHubsOwn);
    }
  }

  private static JsonObject withoutHubsOwn(JsonObject desired) {
    JsonObject own = desired.copy();
    own.remove(TwinSection.METADATA);
    own.remove(TwinSection.VERSION);
    TwinText.require(own);
    return own;
  }
}
