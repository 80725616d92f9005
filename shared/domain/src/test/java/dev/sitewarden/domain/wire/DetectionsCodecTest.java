package dev.sitewarden.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionsCodecTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T09:30:00.033366700Z");
  private static final EventSource GATE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));
  private static final Detection HEAD =
      new Detection(
          new Label("head"), 0.8123456789012345, new BoundingBox(0.125, 0.25, 1.0 / 3, 1));
  private static final List<RecordedDetections> LINES =
      List.of(
          new Opening(GATE, FIRST, Map.of(new Label("helmet"), 0.4, HEAD.label(), 0.35)),
          new Look(FIRST, List.of()),
          new Look(FIRST.plusMillis(100), List.of(HEAD)));

  @Test
  void aGoldenLogIsReadToTheLastDigit() {
    assertThat(golden().lines().map(line -> DetectionsCodec.read(line.getBytes(UTF_8))))
        .isEqualTo(LINES);
  }

  @Test
  void aLogIsWrittenAsItsGoldenFileByteForByte() {
    assertThat(LINES.stream().map(line -> new String(DetectionsCodec.write(line), UTF_8)))
        .isEqualTo(golden().lines().toList());
  }

  @Test
  void evidenceIsReadWithAndWithoutItsSource() {
    String frames =
        "\"frames\":[%s]}".formatted(golden().lines().skip(1).reduce((a, b) -> a + "," + b).get());

    assertThat(DetectionsCodec.readEvidence(("{" + frames).getBytes(UTF_8)))
        .returns(true, evidence -> evidence.source().isEmpty())
        .returns(LINES.subList(1, 3), evidence -> List.copyOf(evidence.looks()));
    assertThat(
            DetectionsCodec.readEvidence(("{\"source\":\"" + GATE + "\"," + frames).getBytes(UTF_8))
                .source())
        .contains(GATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | captured_at is missing",
        "[] | must be one JSON object",
        "{\"captured_at\":\"noon\",\"detections\":[]} | captured_at: must be an instant, got 'noon'",
        "{\"captured_at\":\"2026-11-20T09:30:00Z\"} | detections is missing",
        "{\"source\":\"pi\",\"since\":\"2026-11-20T09:30:00Z\",\"thresholds\":[]} | source: source must be",
        "{\"source\":\"/devices/a/cameras/b\",\"thresholds\":[]} | since is missing",
      })
  void whatIsNoLineIsRefusedWithItsKey(String line, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DetectionsCodec.read(line.getBytes(UTF_8)))
        .withMessageContaining(complaint);
  }

  private static String golden() {
    return new String(Messages.golden("detections-log-v1.jsonl"), UTF_8);
  }
}
