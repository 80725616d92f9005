package dev.sitewarden.cloud.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What one device floods with pushes out nothing of others, and none of its own with another code.
 */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.ingest.dead-letters", value = "10"))
final class ForgettingTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");

  @Inject Forgetting forgetting;
  @Inject MeterRegistry registry;

  private final Device flooding = Device.fresh();
  private final Device other = Device.fresh();

  @Test
  void aFloodPushesOutItsOwnLetters() throws Throwable {
    String later = flooding.opened(SEEN).replace("incident.opened.v1", "segment.classified.v1");
    flooding.sends(later);
    other.sends("poison");
    flooding.sends(IntStream.range(0, 30).mapToObj(i -> "poison " + i).toArray(String[]::new));

    VertxContextSupport.subscribeAndAwait(forgetting::run);

    assertThat(letters(flooding, "unknown-type")).as("waits for an update").isEqualTo(1);
    assertThat(letters(other, "invalid")).isEqualTo(1);
    assertThat(letters(flooding, "invalid")).isEqualTo(8);
    assertThat(registry.counter("sitewarden.ingest.dead.letters.evicted").count()).isEqualTo(22);
  }

  private static int letters(Device device, String code) {
    return Rows.of(
            "select digest from dead_letter where device = ? and code = ?", device.name(), code)
        .size();
  }
}
