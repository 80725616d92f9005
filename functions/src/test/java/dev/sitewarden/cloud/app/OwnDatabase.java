package dev.sitewarden.cloud.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/**
 * A cloud that only the tests of a profile use: what they look for is on the first page, and theirs
 * to break.
 */
public class OwnDatabase implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(EmbeddedCloud.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }
}
