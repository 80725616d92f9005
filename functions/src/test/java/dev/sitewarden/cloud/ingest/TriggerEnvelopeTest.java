package dev.sitewarden.cloud.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host may encode every level as text or not; what comes out must be the same. */
final class TriggerEnvelopeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> ONE = Map.of("id", "1");
  private static final Map<String, Object> TWO = Map.of("id", "2");
  private static final Map<String, Object> PI = Map.of("iothub-connection-device-id", "pi-1");
  private static final Map<String, Object> PI_2 = Map.of("iothub-connection-device-id", "pi-2");
  private static final List<HubEvent> BOTH =
      List.of(
          new HubEvent(Optional.of("pi-1"), "{\"id\":\"1\"}"),
          new HubEvent(Optional.of("pi-2"), "{\"id\":\"2\"}"));

  static Stream<Arguments> encodings() {
    List<Object> plain = List.of(ONE, TWO);
    List<Object> texts = List.of(text(ONE), text(TWO));
    List<Object> devices = List.of(PI, PI_2);
    return Stream.of(
        Arguments.of("nothing is text", plain, devices),
        Arguments.of("messages are texts", texts, devices),
        Arguments.of("the batch is a text of objects", text(plain), text(devices)),
        Arguments.of("the batch is a text of texts", text(texts), text(devices)),
        Arguments.of(
            "messages are texts of texts", List.of(text(text(ONE)), text(text(TWO))), devices),
        Arguments.of("properties are texts too", texts, List.of(text(PI), text(PI_2))),
        Arguments.of("bodies are Base64", List.of(base64(ONE), base64(TWO)), devices));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void everyEncodingIsUnderstood(String name, Object messages, Object systemProperties) {
    List<HubEvent> events = TriggerEnvelope.read(envelope(messages, systemProperties));

    assertThat(events).isEqualTo(BOTH);
  }

  static Stream<Arguments> singles() {
    return Stream.of(
        Arguments.of("an object", ONE, PI),
        Arguments.of("a text", text(ONE), text(PI)),
        Arguments.of("a text of a text", text(text(ONE)), PI));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("singles")
  void oneMessageWithoutABatchIsUnderstood(String name, Object message, Object properties) {
    byte[] envelope =
        bytes(
            Map.of(
                "Data", Map.of("message", message),
                "Metadata", Map.of("SystemProperties", properties)));

    assertThat(TriggerEnvelope.read(envelope)).containsExactly(BOTH.getFirst());
  }

  @Test
  void theHostsRealKeysAreUnderstood() {
    String envelope =
        """
        {"Data":{"messages":"[\\"{\\\\\\"id\\\\\\":\\\\\\"1\\\\\\"}\\"]"},
         "Metadata":{"PartitionContext":"{\\"PartitionId\\":\\"0\\"}","PartitionKeyArray":"[\\"pi-1\\"]",
          "OffsetArray":"[\\"7\\"]","SequenceNumberArray":"[7]","PropertiesArray":"[{\\"type\\":\\"x\\"}]",
          "SystemPropertiesArray":"[{\\"iothub-connection-device-id\\":\\"pi-1\\",\\"message-id\\":\\"m\\"}]"}}
        """;

    assertThat(TriggerEnvelope.read(envelope.getBytes(UTF_8))).containsExactly(BOTH.getFirst());
  }

  @Test
  void aBodyThatIsNoJsonStaysAsItIsBetweenItsNeighbours() {
    byte[] envelope = envelope(text(List.of(text(ONE), "{broken", text(TWO))), List.of(PI, PI, PI));

    assertThat(TriggerEnvelope.read(envelope))
        .extracting(HubEvent::body)
        .containsExactly("{\"id\":\"1\"}", "{broken", "{\"id\":\"2\"}");
  }

  @Test
  void aBatchThatIsNoJsonIsOnePoisonousMessage() {
    List<HubEvent> events = TriggerEnvelope.read(envelope("hello", List.of(PI)));

    assertThat(events).containsExactly(new HubEvent(Optional.of("pi-1"), "hello"));
  }

  @Test
  void nobodyIsNamedIfPropertiesAndMessagesDifferInNumber() {
    List<HubEvent> events = TriggerEnvelope.read(envelope(List.of(ONE, TWO), List.of(PI)));

    assertThat(events).extracting(HubEvent::device).containsOnly(Optional.empty());
  }

  @Test
  void anEmptyBatchIsNothingToDo() {
    assertThat(TriggerEnvelope.read(envelope("[]", "[]"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[1]",
        "{}",
        "{\"Data\":{}}",
        "{\"Data\":{\"messages\":null}}",
        "{\"Data\":7}"
      })
  void whatIsNoEnvelopeIsRefused(String body) {
    assertThatThrownBy(() -> TriggerEnvelope.read(body.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("envelope");
  }

  private static byte[] envelope(Object messages, Object systemProperties) {
    return bytes(
        Map.of(
            "Data", Map.of("messages", messages),
            "Metadata", Map.of("SystemPropertiesArray", systemProperties)));
  }

  private static byte[] bytes(Object value) {
    return text(value).getBytes(UTF_8);
  }

  private static String base64(Object value) {
    return Base64.getEncoder().encodeToString(bytes(value));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
