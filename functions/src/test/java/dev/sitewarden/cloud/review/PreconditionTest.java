package dev.sitewarden.cloud.review;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.cloud.incident.IncidentTag;
import dev.sitewarden.cloud.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreconditionTest {
  private static final IncidentTag CURRENT = new IncidentTag(7, 2);

  @ParameterizedTest
  @ValueSource(strings = {"\"7.2\"", "*", "\"5.2\"", "\"1.1\", \"7.2\""})
  void theVersionThatPeopleLeftIsAccepted(String header) {
    Precondition precondition = Precondition.of(Optional.of(header));

    assertThatCode(() -> precondition.require(CURRENT)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"7.1\"", "\"7.3\"", "7.2", "W/\"7.2\"", "\"7\"", "", "\"\"", "\"9999999999.2\""})
  void anyOtherVersionIsRefused(String header) {
    Precondition precondition = Precondition.of(Optional.of(header));

    assertThatThrownBy(() -> precondition.require(CURRENT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Somebody else decided");
  }

  @Test
  void noVersionIsRefused() {
    assertThatThrownBy(() -> Precondition.of(Optional.empty())).hasMessageContaining("If-Match");
  }
}
