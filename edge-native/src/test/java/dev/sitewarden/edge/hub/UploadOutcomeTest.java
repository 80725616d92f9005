package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.outbox.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadOutcomeTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "200, Sent",
    "201, Sent",
    "204, Sent",
    "400, Poison",
    "409, Poison",
    "411, Poison",
    "413, Poison",
    "415, Poison",
    "401, Retry",
    "403, Retry",
    "404, Retry",
    "408, Retry",
    "429, Retry",
    "500, Retry",
    "503, Retry"
  })
  void statusSaysWhetherToTryAgain(int status, String outcome) {
    Delivery delivery = UploadOutcome.of(status, "storing", "answer");

    assertThat(delivery.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void blocksThatTheStorageForgotAreSentAgain() {
    String answer = "<Error><Code>InvalidBlockList</Code><Message>..</Message></Error>";

    assertThat(UploadOutcome.of(400, "storing", answer)).isInstanceOf(Delivery.Retry.class);
  }
}
