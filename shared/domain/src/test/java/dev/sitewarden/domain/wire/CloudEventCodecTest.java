package dev.sitewarden.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventCodecTest {
  private static final String OPENED =
      new String(Messages.golden("incident-opened-v1.json"), UTF_8);

  private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

  static Stream<Arguments> goldens() {
    return Stream.of(
        arguments("incident-opened-v1.json", Messages.opened()),
        arguments("incident-opened-traced-v1.json", Messages.traced()),
        arguments("incident-closed-v1.json", Messages.closed()),
        arguments("incident-updated-v1.json", Messages.updated()),
        arguments("occupancy-counted-v1.json", Messages.counted()),
        arguments("device-health-v1.json", Messages.health()),
        arguments("device-measured-v1.json", Messages.measured()),
        arguments("device-measured-little-v1.json", Messages.measuredLittle()),
        arguments("frame-sampled-v1.json", Messages.sampled()),
        arguments("frame-sampled-challenged-v1.json", Messages.challenged()),
        arguments("recording-stored-v1.json", Messages.recorded()),
        arguments("media-stored-v1.json", Messages.stored()),
        arguments("media-stored-thumbnail-v1.json", Messages.storedSmall()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void aGoldenFileIsReadAsItsMessage(String file, CloudEvent message) {
    assertThat(CloudEventCodec.read(Messages.golden(file))).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void aMessageIsWrittenAsItsGoldenFileByteForByte(String file, CloudEvent message) {
    assertThat(CloudEventCodec.write(message))
        .asString(UTF_8)
        .isEqualTo(new String(Messages.golden(file), UTF_8));
  }

  @Test
  void healthIsWrittenWhateverItsText() {
    DeviceHealth health =
        DeviceHealth.of(
            DeviceHealth.Kind.MODEL_REFUSED, "", "a\n\tb\u0000" + "x".repeat(9000), START);

    assertThat(health.subject()).isEqualTo("?");
    assertThat(health.text()).hasSize(2000).startsWith("a b x").endsWith("x...");
  }

  @Test
  void anUnknownTypeIsToldApartFromABrokenMessage() {
    String future = OPENED.replace("incident.opened.v1", "incident.opened.v9");

    assertThatExceptionOfType(UnknownTypeException.class)
        .isThrownBy(() -> read(future))
        .satisfies(e -> assertThat(e.type()).isEqualTo("dev.sitewarden.incident.opened.v9"));
  }

  @Test
  void unknownKeysAreSkippedAtEveryLevel() {
    String extended =
        OPENED
            .replace("{\"specversion\"", "{\"traceparent\":{\"a\":[1,true]},\"specversion\"")
            .replace("{\"incident_id\"", "{\"weather\":\"rain\",\"incident_id\"")
            .replace("{\"label\"", "{\"colour\":null,\"label\"");

    assertThat(read(extended)).isEqualTo(Messages.opened());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"\"",
        "7",
        "{\"a\":1}",
        "\"00-00000000000000000000000000000000-8000000000000001-01\"",
        "\"00-b1a4f0de7c558a0e9d3f2b6c1e8f4a70-0000000000000000-01\"",
        "\"00-B1A4F0DE7C558A0E9D3F2B6C1E8F4A70-8000000000000001-01\"",
        "\"00-b1a4f0de7c558a0e9d3f2b6c1e8f4a70-8000000000000001-01-more\"",
        "\"ff-b1a4f0de7c558a0e9d3f2b6c1e8f4a70-8000000000000001-01\""
      })
  void whatIsNoPlaceInATraceCostsNoMessage(String said) {
    String message =
        OPENED.replace("{\"specversion\"", "{\"traceparent\":%s,\"specversion\"".formatted(said));

    assertThat(read(message)).isEqualTo(Messages.opened());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"00-%s-%s-01", "00-%s-%s-03", "a7-%s-%s-01", "a7-%s-%s-01-more"})
  void aPlaceInATraceIsReadInLaterVersionsToo(String shape) {
    String said = shape.formatted("b1a4f0de7c558a0e9d3f2b6c1e8f4a70", "8000000000000001");

    assertThat(TraceParent.read(said)).isEqualTo(Messages.traced().trace());
    assertThat(TraceParent.read(said.replaceFirst("-0[13]", "-00")))
        .hasValueSatisfying(place -> assertThat(place.isSampled()).isFalse());
  }

  @Test
  void keysMayComeInAnyOrder() {
    String type = "\"type\":\"dev.sitewarden.incident.opened.v1\",";
    String last = without(OPENED, type).replaceFirst("}$", "," + type.replaceFirst(",$", "}"));

    assertThat(read(last)).isEqualTo(Messages.opened());
  }

  @Test
  void theSourceMayNameAModule() {
    String fromModule = OPENED.replace("pi-1/cameras", "pi-1/modules/vision/cameras");

    CloudEvent read = read(fromModule);

    assertThat(read.source()).hasToString("/devices/pi-1/modules/vision/cameras/gate");
    assertThat(read.data()).isEqualTo(Messages.opened().data());
    assertThat(CloudEventCodec.read(CloudEventCodec.write(read))).isEqualTo(read);
  }

  private static CloudEvent read(String text) {
    return CloudEventCodec.read(text.getBytes(UTF_8));
  }

  private static String without(String text, String part) {
    assertThat(text).contains(part);
    return text.replace(part, "");
  }
}
