package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * A log that no other test reads, as it is broken on purpose; anchors are set when a test says so.
 */
public final class OwnLog implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(EmbeddedCloud.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("cloud.chore.often", "1h");
  }
}
