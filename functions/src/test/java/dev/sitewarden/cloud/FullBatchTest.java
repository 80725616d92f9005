package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No device can send what the host cannot hand over: it would come again for ever, and everybody
 * behind it would wait.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class FullBatchTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");

  private final Device device = Device.fresh();
  private final Caller host = new Caller();

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\"", "\\", "\n", "\ufffd", "\ud83d\ude00", "{\"", "[1,"})
  void theFullestBatchOfAnyCharacterIsTakenIn(String text) {
    Answer answer = host.post("/IngestTelemetry", FullBatch.envelope(device.name(), text));
    device.sends(device.opened(SEEN));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(
            Rows.of(
                "select count(*) from dead_letter where device = ? and body_bytes > 262000",
                device.name()))
        .containsExactly(String.valueOf(FullBatch.messages()));
    assertThat(Person.engineer().incident(device.incidentAt(SEEN).toString()).isObject()).isTrue();
  }
}
