package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.app.OwnDatabase;
import java.util.Map;

/**
 * A log that no other test reads, as it is broken on purpose; anchors are set when a test says so.
 */
public final class OwnLog extends OwnDatabase {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("cloud.chore.often", "1h");
  }
}
