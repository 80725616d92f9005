package dev.sitewarden.edge.twin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportedPropertiesTest {
  private static final int HUB_LIMIT_BYTES = 32 << 10;

  private final ReportedProperties reported = new ReportedProperties(DesiredPropertiesCodec.KEYS);

  @Test
  void thousandsOfUnknownPropertiesAreAnsweredByAFew() {
    for (int i = 0; i < 3000; i++) {
      reported.put("property-" + i, Acknowledgement.refused(1, "not known"));
    }

    assertThat(answers()).hasSize(6).containsKey("property-0");
  }

  @Test
  void theLongestAnswersStayBelowTheHubsLimit() {
    Acknowledgement longest =
        Acknowledgement.refused(Long.MAX_VALUE, "\"\ud83d\ude00".repeat(9000));
    DesiredPropertiesCodec.KEYS.forEach(key -> reported.put(key, longest));
    for (int i = 0; i < 100; i++) {
      reported.put("%064d".formatted(i), longest);
    }

    assertThat(reported.toJson()).hasSizeLessThan(HUB_LIMIT_BYTES);
    assertThat(answers()).containsKeys("model", "capture");
  }

  @Test
  void whatIsKnownIsAnsweredHoweverMuchIsUnknown() {
    for (int i = 0; i < 50; i++) {
      reported.put("property-" + i, Acknowledgement.refused(1, "not known"));
    }

    reported.put("zones", Acknowledgement.done(2));

    assertThat(answers()).containsKey("zones");
  }

  @Test
  void anotherDocumentMakesRoomForItsOwnMistakes() {
    for (int i = 0; i < 50; i++) {
      reported.put("property-" + i, Acknowledgement.refused(1, "not known"));
    }
    reported.put("mode", Acknowledgement.done(1));

    reported.begin();
    reported.put("zone", Acknowledgement.refused(2, "not known"));

    assertThat(answers().keySet()).isEqualTo(Set.of("mode", "zone"));
  }

  @Test
  void whatAHubWouldNotTakeIsWrittenSoThatItDoes() {
    reported.put("mode", Acknowledgement.refused(1, "got '\ud83d', a\u0000b"));
    reported.put("a.b", Acknowledgement.refused(1, "not known"));

    assertThat(new String(reported.toJson(), UTF_8))
        .isEqualTo("{\"mode\":{\"ac\":400,\"av\":1,\"ad\":\"got '?', a?b\"}}");
  }

  private Map<String, Object> answers() {
    return DesiredPropertiesCodec.parse(reported.toJson());
  }
}
