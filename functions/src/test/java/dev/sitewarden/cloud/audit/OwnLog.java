package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.app.OwnDatabase;
import java.util.Map;

/**
 * A log that no other test reads, as it is broken on purpose; anchors are set when a test says so.
 * Its cloud signed with another key once.
 */
public final class OwnLog extends OwnDatabase {
  /** The whole key of before, which only a test still has. */
  static final String FORMER_KEY = "test.former-key";

  @Override
  public Map<String, String> getConfigOverrides() {
    String former = AuditKey.generate();
    return Map.of(
        "cloud.chore.often",
        "1h",
        FORMER_KEY,
        former,
        "cloud.audit.former-keys",
        former.substring(former.indexOf("-----BEGIN PUBLIC")));
  }
}
