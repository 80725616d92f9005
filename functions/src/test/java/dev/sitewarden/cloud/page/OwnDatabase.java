package dev.sitewarden.cloud.page;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** A cloud in which only a few tests leave something: what they look for is on the first page. */
public final class OwnDatabase implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(EmbeddedCloud.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }
}
