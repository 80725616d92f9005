package dev.sitewarden.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.Mode;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Direction;
import dev.sitewarden.domain.vision.Masks;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.RuleTerms;
import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.TimeWindow;
import dev.sitewarden.domain.vision.Zone;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredPropertiesCodecTest {
  private static final CameraId GATE = new CameraId("gate");
  private static final String DIGEST = "ab".repeat(32);
  private static final String WHOLE =
      """
      {"model": {"version": "7", "uri": "https://models.example/ppe-7.tar", "sha256": "%s",
                 "size": 900000, "format": "onnx", "min-runtime": "0.1.0"},
       "person-model": {"path": "models/person"},
       "labels": ["head", "person"],
       "capture": {"detections": {"keep-megabytes": 512, "keep-for": "8d"}},
       "time-zone": "Europe/Berlin",
       "mode": "collect",
       "cameras": {"gate": {"source": "rtsp://10.0.0.5/stream", "login": "gate-camera",
                            "frames-per-second": 10,
                            "motion-gate": {"threshold": 0.002, "at-least-every": "5s"},
                            "privacy": [[[0.8, 0], [1, 0], [1, 0.3]]]},
                   "yard": {"source": "v4l2:/dev/video0"}},
       "zones": {"gate": {"hazard": {"name": "Hazard zone", "anchor": "feet",
                                     "polygon": [[0.2, 0.5], [0.7, 0.5], [0.6, 0.3]],
                                     "rules": ["bare", "missing-ppe"]}}},
       "rules": {"bare": {"kind": "object-present", "labels": ["head"], "at-least": 2,
                          "out-of": 4, "cooldown": "1m", "severity": "warning",
                          "active": ["mon-fri 06:00-22:00"], "min-score": 0.5}}}
      """
          .formatted(DIGEST);

  private static DesiredProperties read(String json) {
    return DesiredPropertiesCodec.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKeyIsUnderstood() {
    DesiredProperties desired = read(WHOLE);

    assertThat(desired.model())
        .isEqualTo(
            new ModelSource.Ordered(
                new ModelOrder(
                    "7",
                    URI.create("https://models.example/ppe-7.tar"),
                    new Digest(DIGEST),
                    900_000,
                    "onnx",
                    RuntimeVersion.of("0.1.0"),
                    false)));
    assertThat(desired.personModel()).contains(new ModelSource.Local("models/person"));
    assertThat(desired.challenger()).isEmpty();
    assertThat(desired.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(desired.mode()).isEqualTo(Mode.COLLECT);
    assertThat(desired.labels()).containsOnly(new Label("head"), new Label("person"));
    assertThat(desired.capture().detections())
        .contains(new CaptureSettings.Detections(512L << 20, Duration.ofDays(8)));
  }

  @Test
  void camerasKeepTheirOrderAndTheirSettings() {
    List<CameraSettings> cameras = read(WHOLE).cameras();

    assertThat(cameras)
        .extracting(CameraSettings::id)
        .extracting(CameraId::value)
        .containsExactly("gate", "yard");
    assertThat(cameras.getFirst().login()).contains("gate-camera");
    assertThat(cameras.getFirst().framesPerSecond()).isEqualTo(OptionalDouble.of(10));
    assertThat(cameras.getFirst().motionGate())
        .contains(new MotionGateSettings(0.002, Duration.ofSeconds(5)));
    assertThat(cameras.getFirst().privacy()).hasSize(1);
    assertThat(cameras.getLast())
        .isEqualTo(CameraSettings.of(new CameraId("yard"), "v4l2:/dev/video0"));
  }

  @Test
  void zonesNameTheRulesThatWatchThem() {
    Zone hazard = read(WHOLE).zonesOf(GATE).getFirst();

    assertThat(hazard.name()).isEqualTo("Hazard zone");
    assertThat(hazard.anchor()).isEqualTo(Anchor.FEET);
    assertThat(hazard.rules())
        .containsExactly(
            new Rule.ObjectPresent(
                new RuleTerms(
                    new RuleId("bare"),
                    Set.of(new Label("head")),
                    Duration.ofMinutes(1),
                    Severity.WARNING,
                    new ShiftPlan(
                        ZoneId.of("Europe/Berlin"),
                        List.of(TimeWindow.parse("mon-fri 06:00-22:00"))),
                    0.5),
                2,
                4),
            Rule.missingPpe());
  }

  @Test
  void whatIsNotSaidHasADefault() {
    DesiredProperties desired =
        read(
            """
            {"model": {"path": "ppe"}, "cameras": {"gate": {"source": "clip.mp4"}},
             "zones": {"gate": {"hazard": {"polygon": [[0, 0], [1, 0], [1, 1]]}}}}
            """);

    assertThat(desired.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(desired.mode()).isEqualTo(Mode.DETECT);
    assertThat(desired.looksFor(new Detection(new Label("x"), 1, new BoundingBox(0, 0, 1, 1))))
        .isTrue();
    assertThat(desired.zonesOf(GATE))
        .containsExactly(
            new Zone(
                desired.zonesOf(GATE).getFirst().id(),
                "hazard",
                desired.zonesOf(GATE).getFirst().polygon(),
                Anchor.CENTRE,
                List.of(Rule.missingPpe())));
    assertThat(desired.zonesOf(new CameraId("yard"))).isEmpty();
    assertThat(desired.personModel()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"login\": | \"lgoin\": | cameras.gate.lgoin is not known here; known are source, login,",
        "\"mode\": \"collect\" | \"mode\": \"sleep\" | mode: must be one of detect, collect, got"
            + " 'sleep'",
        "Europe/Berlin | Mars/Base | time-zone: must name a time zone such as Europe/Berlin",
        "\"5s\" | \"5 s\" | cameras.gate.motion-gate.at-least-every: must be a time such as 500ms",
        "0.002 | 1.5 | cameras.gate.motion-gate.threshold: motion-gate threshold must lie between"
            + " 0",
        "[1, 0.3] | [1, 3] | cameras.gate.privacy[0]: ",
        "[0.6, 0.3]] | [0.2]] | zones.gate.hazard.polygon[2] must be 2 numbers, got [0.2]",
        "\"bare\", | \"baer\", | zones.gate.hazard.rules names 'baer', which is not among"
            + " [missing-ppe, bare]",
        "0.5}}} | 5}}} | rules.bare: rule bare needs a min-score inside 0..1, got 5.0",
        "06:00-22 | 06:00-30 | rules.bare.active[0]: time window must look like",
        "\"warning\" | \"loud\" | rules.bare.severity: must be one of info, warning, alarm",
        "\"out-of\" | \"outof\" | rules.bare.outof is not known here; known are kind, labels,",
        "\"object-present\" | \"magic\" | rules.bare.kind must be one of object-present, occupancy,"
            + " lingered, line-crossed, zone-entry, got 'magic'",
        "\"at-least\": 2 | \"at-least\": 9 | rules.bare: rule bare needs 1 <= at-least <= out-of",
        "rtsp:// | rtsp://me:pw@ | cameras.gate: camera gate has user and password in its source",
        "https://models | https://me:pw@models | model: model order: uri must be http, https or file",
        "\"format\": \"onnx\" | \"format\": \"tflite\" | model: model order: format must"
            + " be 'onnx', got 'tflite'",
        "\"zones\": {\"gate\" | \"zones\": {\"gaet\" | zones are drawn for camera gaet, which is"
            + " not",
        "[\"head\", \"person\"] | [] | labels must name a label; leave it out to look for all",
        "\"person\"] | \"\"] | labels[1]: label must be",
        "\"8d\" | \"soon\" | capture.detections.keep-for: must be a time such as",
        "\"keep-for\" | \"keep\" | capture.detections.keep is not known here",
        "\"version\": \"7\" | \"version\": 7 | model.version must be a text, got 7",
      })
  void aMistakeIsNamedWithItsKey(String right, String wrong, String complaint) {
    assertThat(WHOLE).contains(right);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(WHOLE.replace(right, wrong)))
        .withMessageContaining(complaint);
  }

  private static final String CAPTURE =
      """
      {"model": {"path": "ppe"}, "time-zone": "Europe/Berlin",
       "cameras": {"gate": {"source": "clip.mp4", "privacy": [[[0.8, 0], [1, 0], [1, 0.3]]]}},
       "capture": {"evidence": {"keep-megabytes": 10, "keep-clips-for": "1d"},
                   "recording": {"keep-megabytes": 100, "keep-for": "24h", "unmasked": true,
                                 "upload": {"active": ["22:00-05:00"]}},
                   "write-megabytes-a-day": 1000}}
      """;

  @Test
  void everyKeyOfWhatIsKeptIsUnderstood() {
    CaptureSettings capture = read(CAPTURE).capture();

    assertThat(capture.evidence())
        .isEqualTo(
            new CaptureSettings.Retention(10 << 20, Duration.ofDays(1), Duration.ofDays(90)));
    assertThat(capture.recording())
        .contains(
            new CaptureSettings.Recording(
                100 << 20,
                Duration.ofHours(24),
                true,
                Optional.of(
                    new CaptureSettings.Upload(
                        new ShiftPlan(
                            ZoneId.of("Europe/Berlin"), List.of(TimeWindow.parse("22:00-05:00"))),
                        2L << 30))));
    assertThat(capture.writeBytesADay()).isEqualTo(1000L << 20);
    assertThat(read(KINDS).capture()).isEqualTo(CaptureSettings.defaults());
  }

  @Test
  void nobodyIsRecordedInAPrivacyAreaByAccident() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(CAPTURE.replace(" \"unmasked\": true,", "")))
        .withMessageContaining("capture.recording would show the privacy areas of camera gate")
        .withMessageContaining("capture.recording.unmasked: true");
    assertThat(
            read(CAPTURE.replace(" \"unmasked\": true,", "").replace("\"privacy\"", "\"ignore\""))
                .capture()
                .recording())
        .isPresent();
  }

  private static final String KINDS =
      """
      {"model": {"path": "ppe"},
       "cameras": {"gate": {"source": "clip.mp4", "ignore": [[[0, 0], [0.2, 0], [0.2, 0.2]]]}},
       "zones": {"gate": {"hazard": {"polygon": [[0, 0], [1, 0], [1, 1]],
                                     "rules": ["crowd", "loiter", "line", "entry"]}}},
       "rules": {"crowd": {"kind": "occupancy", "labels": ["person"], "more-than": 5, "for": "10s"},
                 "loiter": {"kind": "lingered", "labels": ["person"], "for": "30s"},
                 "line": {"kind": "line-crossed", "labels": ["person"], "direction": "in",
                          "line": [[0.1, 0.5], [0.9, 0.5]], "cooldown": "0s"},
                 "entry": {"kind": "zone-entry", "labels": ["person"]}}}
      """;

  @Test
  void everyKindOfRuleIsUnderstood() {
    DesiredProperties desired = read(KINDS);

    assertThat(desired.zonesOf(GATE).getFirst().rules())
        .containsExactly(
            new Rule.Occupancy(people("crowd", 10), 5, Duration.ofSeconds(10)),
            new Rule.Lingered(people("loiter", 10), Duration.ofSeconds(30)),
            new Rule.LineCrossed(
                people("line", 0),
                new Segment(new Point(0.1, 0.5), new Point(0.9, 0.5)),
                Set.of(Direction.IN)),
            new Rule.ZoneEntry(people("entry", 10)));
    Masks masks = desired.cameras().getFirst().masks();
    assertThat(masks.ignores(new Point(0.15, 0.05))).isTrue();
    assertThat(masks.ignores(new Point(0.5, 0.5))).isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"more-than\": 5 | \"more-than\": -1 | rules.crowd.more-than must be 0..1000, got -1",
        "\"more-than\": 5, | ~~ | rules.crowd.more-than is missing",
        "\"30s\" | \"0s\" | rules.loiter.for: rule loiter needs a dwell longer than 0s",
        "\"30s\" | \"soon\" | rules.loiter.for: must be a time such as",
        "\"in\" | \"inwards\" | rules.line.direction: must be in, out or both, got 'inwards'",
        ", [0.9, 0.5] | ~~ | rules.line.line: must be two points, got 1",
        "[0.9, 0.5] | [0.1, 0.5] | rules.line.line: line must be at least 0.01 of the frame long",
        "[0.9, 0.5] | [0.9, 5] | rules.line.line: point must be inside 0..1",
        "\"zone-entry\" | \"zone-entry\", \"for\": \"3s\" | rules.entry.for is not known here",
        "\"labels\": [\"person\"]}} | \"labels\": []}} | rules.entry: rule entry needs at least one"
            + " label"
      })
  void aMistakeInAKindOfRuleIsNamedWithItsKey(String right, String wrong, String complaint) {
    assertThat(KINDS).contains(right);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(KINDS.replace(right, wrong)))
        .withMessageContaining(complaint);
  }

  private static RuleTerms people(String id, int cooldownSeconds) {
    return RuleTerms.alarm(
        new RuleId(id), Set.of(new Label("person")), Duration.ofSeconds(cooldownSeconds));
  }
}
