package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's own addresses take its invocations, and nobody's who comes through the front end. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class TriggerGuardTest {
  private static final String INVOCATION =
      "{\"Data\":{\"messages\":\"[]\",\"timer\":{}},\"Metadata\":{\"SystemPropertiesArray\":\"[]\"}}";

  private final Caller caller = new Caller();

  @ParameterizedTest
  @ValueSource(strings = {"IngestTelemetry", "FrequentChores", "FileChores", "HourlyChores"})
  void theHostIsAnsweredAsAHandlerHasTo(String function) {
    Answer answer = caller.post("/" + function, INVOCATION.replace("\"messages\":\"[]\",", ""));

    if (function.equals("IngestTelemetry")) {
      answer = caller.post("/" + function, INVOCATION.replace(",\"timer\":{}", ""));
    }

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("Outputs").isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/IngestTelemetry", "//IngestTelemetry", "/IngestTelemetry/"})
  void whoComesThroughTheFrontEndIsRefused(String path) {
    Answer answer = caller.post(path, INVOCATION, "X-Forwarded-For", "203.0.113.9");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("host-only");
  }
}
