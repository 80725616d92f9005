package dev.sitewarden.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.incident.IncidentId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final IncidentId INCIDENT =
      new IncidentId(UUID.fromString("4bf92f35-77b3-4da6-a3ce-929d0e0e4736"));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(TraceParent.read("00-" + TRACE + "-" + SPAN + "-01"))
        .contains(new TraceParent(TRACE, SPAN, true));
    assertThat(new TraceParent(TRACE, SPAN, false)).hasToString("00-" + TRACE + "-" + SPAN + "-00");
  }

  @Test
  void anIncidentsMessageStandsInItsIncidentsTrace() {
    MessageId message = MessageId.parse("01a390a1-6330-7d43-80f0-67aa0ba902b7");

    assertThat(TraceParent.of(INCIDENT, message))
        .contains(new TraceParent(TRACE, "80f067aa0ba902b7", true));
    assertThat(TraceParent.of(INCIDENT, new MessageId(new UUID(1, 0)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
      })
  void whatIsNoneIsIgnored(String text) {
    assertThat(TraceParent.read(text)).isEmpty();
  }

  @Test
  void aLaterVersionMayHaveMoreParts() {
    assertThat(TraceParent.read("01-" + TRACE + "-" + SPAN + "-01-more"))
        .contains(new TraceParent(TRACE, SPAN, true));
  }

  @Test
  void noneIsMadeOfWrongDigits() {
    assertThatThrownBy(() -> new TraceParent(TRACE + "0", SPAN, true))
        .hasMessageContaining("trace must be 32 lower-case hexadecimal digits");
    assertThatThrownBy(() -> new TraceParent(TRACE, "0".repeat(16), true))
        .hasMessageContaining("span must be 16");
  }
}
