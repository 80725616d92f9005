package dev.sitewarden.cloud.observe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever runs a collector of his own gets the spans that Azure Monitor would get. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedCloud.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Collector.class, restrictToAnnotatedClass = true)
final class CollectorTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final long PATIENCE_S = 20;

  @SuppressWarnings("NullAway.Init") // the collector fills it
  BlockingQueue<byte[]> taken;

  @Test
  void aCollectorThatIsNamedGetsTheTraceOfAnIncident() throws Exception {
    Device device = Device.fresh();
    String trace = device.incidentAt(SEEN).toString().replace("-", "");

    device.sends(device.opened(SEEN));

    assertThat(batchWith(trace, "process incident.opened")).isPresent();
  }

  /** The first batch with a span of that name and trace: both stand in protobuf as they are. */
  private Optional<String> batchWith(String trace, String name) throws InterruptedException {
    String id = new String(HexFormat.of().parseHex(trace), ISO_8859_1);
    Optional<byte[]> batch = next();
    while (batch.isPresent()) {
      String text = new String(batch.get(), ISO_8859_1);
      if (text.contains(id) && text.contains(name)) {
        return Optional.of(text);
      }
      batch = next();
    }
    return Optional.empty();
  }

  private Optional<byte[]> next() throws InterruptedException {
    return Optional.ofNullable(taken.poll(PATIENCE_S, TimeUnit.SECONDS));
  }
}
