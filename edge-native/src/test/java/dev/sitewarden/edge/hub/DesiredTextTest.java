package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredTextTest {
  private static DesiredText read(String json) {
    return DesiredText.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theHubsOwnKeysStayOut() {
    DesiredText desired =
        read(
            """
            {"reported": {"desired": 1, "$version": 9},
             "desired": {"mode": "detect", "$metadata": {"mode": {}}, "cameras": {"a": [1.5, true]},
                         "$version": 4}}
            """);

    assertThat(desired.version()).isEqualTo(4);
    assertThat(new String(desired.json(), StandardCharsets.UTF_8))
        .isEqualTo("{\"mode\":\"detect\",\"cameras\":{\"a\":[1.5,true]}}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | it is no object",
        "{} | it has no desired properties",
        "{\"desired\": 7} | desired is no object",
        "{\"desired\": {}} | desired has no $version",
        "{\"desired\": {\"a\": | it is no JSON",
      })
  void anythingElseIsNamed(String json, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(json))
        .withMessageContaining(complaint);
  }

  @Test
  void topicsAreTakenApart() {
    assertThat(RequestTopic.parse("$iothub/twin/res/", "$iothub/twin/res/204/?$rid=7&$version=3"))
        .contains(new RequestTopic("204", Optional.of("7"), Optional.of(3L)));
    assertThat(
            RequestTopic.parse("$iothub/methods/POST/", "$iothub/methods/POST/snapshot/?$rid=a1"))
        .contains(new RequestTopic("snapshot", Optional.of("a1"), Optional.empty()));
    assertThat(RequestTopic.parse("$iothub/twin/res/", "devices/pi-1/messages")).isEmpty();
  }
}
