package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What the reader of twins is fuzzed with, by {@code ./mvnw -Pfuzz -pl hub-emulator -am -DskipTests
 * verify}: any bytes are either refused in order, or a patch that a twin takes, keeps over a
 * restart, and takes again without a change.
 */
public final class TwinFuzz {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private TwinFuzz() {}

  /** Called by Jazzer, by this name. */
  public static void fuzzerTestOneInput(byte[] data) {
    Twin twin;
    JsonObject patch;
    try {
      patch = TwinText.read(Buffer.buffer(data));
      twin = Twin.empty(NOW).reporting(patch, NOW);
    } catch (RefusedException e) {
      return;
    }
    Twin restored = Twin.restored(new JsonObject(twin.stored().toBuffer()));
    require(restored.stored().encode().equals(twin.stored().encode()), "restored differs");
    JsonObject before = restored.properties().getJsonObject("reported");
    JsonObject after = restored.reporting(patch, NOW).properties().getJsonObject("reported");
    require(after.remove("$version").equals(3L), "the version must grow by one");
    require(before.remove("$version").equals(2L), "the first report makes version 2");
    require(after.encode().equals(before.encode()), "the same report again must change nothing");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
