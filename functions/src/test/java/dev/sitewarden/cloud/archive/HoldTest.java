package dev.sitewarden.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A hold is placed on a camera that there is, and once. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class HoldTest extends ArchiveScene {
  @Test
  void aHoldOnACameraThatNobodyKnowsIsRefusedWithThoseThatThereAre() throws IOException {
    record(recent, "a");

    Answer mistyped = placed("gaet", "case 7");
    Answer elsewhere =
        auditor.post(
            "/api/v1/holds",
            holdOf("no-such-device", "gate", "case 7", recent, recent.plusSeconds(60)));

    assertThat(mistyped.code()).isEqualTo("camera-unknown");
    assertThat(mistyped.json().path("detail").asText())
        .isEqualTo(
            "No incident and no recording is of a camera %1$s/gaet. There are %1$s/gate."
                .formatted(device.name()));
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(auditor.get("/api/v1/holds").text()).doesNotContain("gaet", "no-such-device");
  }

  @Test
  void aHoldThatIsSentTwiceIsPlacedOnce() throws IOException {
    record(recent, "a");
    String key = UUID.randomUUID().toString();

    Answer first = placed("gate", "case 7", "Idempotency-Key", key);
    Answer again = placed("gate", "case 7", "Idempotency-Key", key);
    Answer other = placed("gate", "case 8", "Idempotency-Key", key);
    Answer another = placed("gate", "case 7");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(another.json().path("id")).isNotEqualTo(first.json().path("id"));
    assertThat(Rows.of("select reason from legal_hold where device = ?", device.name()))
        .containsExactly("case 7", "case 7");
  }

  private Answer placed(String camera, String reason, String... headers) {
    return auditor.post(
        "/api/v1/holds",
        holdOf(device.name(), camera, reason, recent, recent.plusSeconds(60)),
        headers);
  }
}
