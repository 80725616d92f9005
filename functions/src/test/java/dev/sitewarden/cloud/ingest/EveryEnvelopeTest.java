package dev.sitewarden.cloud.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every envelope: who sent what stays together, and nothing breaks the reader. */
final class EveryEnvelopeTest {
  private static final String SEED = "20261120";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Provide
  Arbitrary<List<Map<String, String>>> batches() {
    Arbitrary<String> texts =
        Arbitraries.strings().withCharRange(' ', '~').withChars("\n\t\u00e4\u2028").ofMaxLength(20);
    return texts.map(text -> Map.of("text", text)).list().ofMinSize(1).ofMaxSize(16);
  }

  @Property(seed = SEED)
  void everyMessageComesOnceInItsOrderWithItsDevice(
      @ForAll("batches") List<Map<String, String>> batch) {
    List<String> texts = batch.stream().map(EveryEnvelopeTest::text).toList();
    List<Map<String, String>> devices =
        Stream.iterate(1, i -> i + 1)
            .limit(batch.size())
            .map(i -> Map.of("iothub-connection-device-id", "pi-" + i))
            .toList();

    List<HubEvent> events = TriggerEnvelope.read(bytes(envelope(text(texts), text(devices))));

    assertThat(events).extracting(HubEvent::body).isEqualTo(texts);
    assertThat(events)
        .extracting(event -> event.device().orElseThrow())
        .isEqualTo(devices.stream().map(one -> one.values().iterator().next()).toList());
  }

  @Property(seed = SEED)
  void aBodyThatIsNoJsonIsKeptAsItIs(@ForAll("noJson") String body) {
    List<HubEvent> events =
        TriggerEnvelope.read(bytes(envelope(text(List.of(body)), text(List.of(Map.of())))));

    assertThat(events).extracting(HubEvent::body).containsExactly(body);
  }

  /** Begins with a brace and is none. */
  @Provide
  Arbitrary<String> noJson() {
    return Arbitraries.strings().withCharRange(' ', '~').map(rest -> "{" + rest.replace("}", ""));
  }

  @Property(seed = SEED)
  void whateverIsSentIsAnEnvelopeOrTheHostsMistake(@ForAll String text) {
    for (String sent : List.of(text, text(text), text(Map.of("Data", text)))) {
      try {
        assertThat(TriggerEnvelope.read(sent.getBytes(StandardCharsets.UTF_8))).isNotNull();
      } catch (IllegalArgumentException mistake) {
        assertThat(mistake).hasMessageContaining("envelope");
      }
    }
  }

  private static Map<String, Object> envelope(String messages, String properties) {
    return Map.of(
        "Data", Map.of("messages", messages),
        "Metadata", Map.of("SystemPropertiesArray", properties));
  }

  private static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
