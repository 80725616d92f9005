package dev.sitewarden.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and how the complaint names the key. */
class BrokenMessageTest {
  private static final String OPENED =
      new String(Messages.golden("incident-opened-v1.json"), UTF_8);
  private static final String STORED = new String(Messages.golden("media-stored-v1.json"), UTF_8);

  @ParameterizedTest(name = "without {0} the complaint names {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"specversion\":\"1.0\",`, specversion",
        "`\"id\":\"019aa0a4-1d3a-7001-8000-000000000001\",`, id",
        "`\"source\":\"/devices/pi-1/cameras/gate\",`, source",
        "`\"type\":\"dev.sitewarden.incident.opened.v1\",`, type",
        "`\"time\":\"2026-11-20T09:30:00.250Z\",`, time",
        "`\"incident_id\":\"b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70\",`, data.incident_id",
        "`\"name\":\"Loading dock, north\",`, data.zone.name",
        "`\"anchor\":\"centre\",`, data.zone.anchor",
        "`\"rule_id\":\"missing-ppe\",`, data.rule_id",
        "`\"severity\":\"alarm\",`, data.severity",
        "`\"captured_at\":\"2026-11-20T09:29:59.960Z\",`, data.captured_at",
        "`\"version\":\"1\",`, data.model.version",
        "`\"width_px\":640,`, data.frame.width_px",
        "`\"score\":0.91,`, data.subject.score",
        "`\"label\":\"helmet\",`, data.others[0].label"
      })
  void aMissingKeyIsNamed(String gone, String key) {
    String broken = without(OPENED, gone);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(broken))
        .withMessageStartingWith(key + " is missing");
  }

  @ParameterizedTest(name = "{2}: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"1.0\"`, `\"0.3\"`, specversion must be '1.0'",
        "`\"1.0\"`, 1.0, specversion must be a text",
        "`\"019aa0a4-1d3a-7001-8000-000000000001\"`, `\"first\"`, id: Invalid UUID",
        "`\"/devices/pi-1/cameras/gate\"`, `\"/devices/pi-1\"`, source: source must be",
        "`\"2026-11-20T09:30:00.250Z\"`, `\"yesterday\"`, time: time must look like",
        "`\"2026-11-20T09:30:00.250Z\"`, `\"+12026-11-20T09:30:00Z\"`, time: time must lie in",
        "application/json, text/plain, datacontenttype must be 'application/json'",
        "`\"alarm\"`, `\"loud\"`, `data.severity: must be one of info, warning, alarm, got 'loud'`",
        "`\"centre\"`, `\"CENTRE\"`, `data.zone.anchor: must be one of feet, centre`",
        "`[[0.25,0.25],[0.75,0.25],`, `[`, data.zone.polygon: polygon needs at least 3 corners",
        "`[0.25,0.25]`, `[0.25]`, data.zone.polygon[0] must be 2 numbers",
        "`[0.25,0.25]`, `7`, data.zone.polygon[0] must be an array",
        "`[0.25,0.25]`, `[-0.25,0.25]`, data.zone.polygon: point must be inside 0..1",
        "0.91, 1.5, data.subject.score: score must be inside 0..1",
        "0.91, `\"0.91\"`, data.subject.score must be a number",
        "0.91, NaN, message is not JSON at '/data/subject/score'",
        "0.91, 1e999, number is out of range at '/data/subject/score'",
        "0.91, null, data.subject.score is missing",
        "`[0.5,0.3,0.55,0.4]`, `[0.5,0.3,0.55]`, data.subject.box must be 4 numbers",
        "`[0.5,0.3,0.55,0.4]`, `[0.5,0.3,0.5,0.4]`, data.subject.box: box x-range must be",
        "640, 640.5, data.frame.width_px must be a whole number",
        "640, 0, data.frame.width_px must be 1..65536",
        "`\"missing-ppe\"`, `\"../ppe\"`, data.rule_id: rule id must be",
        "0123456789abcdef, 0123456789ABCDEF, data.model.sha256: sha256 must be 64",
        "`\"label\":\"helmet\"`, `\"label\":\"\\u0000\"`, data.others[0].label: label must be",
        "Loading dock, `Loading\\u0000dock`, data.zone.name: zone dock needs a name",
        "`\"others\":[`, `\"others\":[5,`, data.others[0] must be an object",
        "`\"others\":[`, `\"others\":[null,`, null stands in an array at '/data/others/0'",
        "`\"severity\"`, `\"rule_id\"`, message is not JSON at '/data/rule_id': Duplicate field",
        "`\"severity\"`, `\"rule_id\":null,\"severity\"`, message is not JSON at '/data/rule_id': Duplicate"
      })
  void aWrongValueIsNamedWithItsKey(String right, String wrong, String complaint) {
    assertThat(OPENED).contains(right);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(OPENED.replace(right, wrong)))
        .withMessageStartingWith(complaint);
  }

  @ParameterizedTest(name = "{2}: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "snapshot.jpg, ../../x.jpg, data.path: evidence path must be",
        "pi-1/gate, /pi-1/gate, data.path: evidence path must be",
        "48213, 0, data.bytes must be 1..",
        "48213, 99999999999999999999, data.bytes must be a whole number",
        "image/jpeg, text/html, data.content_type: must be 'image/jpeg'",
        "`\"snapshot\"`, `\"film\"`, `data.kind: must be one of snapshot, clip, detections`"
      })
  void aWrongEvidenceIsNamedWithItsKey(String right, String wrong, String complaint) {
    assertThat(STORED).contains(right);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(STORED.replace(right, wrong)))
        .withMessageStartingWith(complaint);
  }

  /** In each golden file, one thing made wrong. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "incident-updated, `\"objects\":2`, `\"objects\":0`, data.objects must be 1..",
        "incident-updated, `\"objects\":2`, `\"objects\":2.5`, data.objects must be a whole number",
        "incident-updated, `\"warning\"`, `\"loud\"`, data.severity: must be one of info",
        "occupancy-counted, 899500, 900001, data.to: zone dock was watched for PT15M0.001S of",
        "occupancy-counted, 899500, -1, data.watched_ms must be 0..",
        "occupancy-counted, T09:15:00.000Z, T09:45:00.000Z, data.to: counts of zone dock need an"
            + " interval",
        "occupancy-counted, 1.75, 5.5, `data.labels[1].mean: mean of person must lie between 0 and"
            + " most, 5, got 5.5`",
        "occupancy-counted, `\"left\":8`, `\"left\":-8`, data.labels[1].left must be 0..",
        "occupancy-counted, helmet, person, data.to: zone dock has two counts of person",
        "occupancy-counted, `\"/devices/pi-1/cameras/gate\"`, `\"/devices/pi-1\"`, source: source"
            + " must be",
        "device-health, camera-lost, camera_lost, `data.kind: must be one of started, stopped`",
        "device-health, `\"gate\"`, `\"\"`, data.text: device health needs a subject of 1..128",
        "device-health, sent nothing, sent\\u0000nothing, data.text: device health needs a text of"
            + " 1..2000",
        "device-measured, 61.5, 999.5, data.temperature_c: temperature must be -300..300 degrees",
        "device-measured, 12884901888, 31914983425, data.disk_free_bytes must be 0..31914983424",
        "device-measured, 31914983424, 0, data.disk_total_bytes must be 1..",
        "device-measured, `\"outbox_messages\":3`, `\"outbox_messages\":-3`, data.outbox_messages"
            + " must be 0..",
        "device-measured, 148897792, 0, data.memory_bytes must be 1..",
        "frame-sampled, uncertainty, boredom, `data.why: must be one of schedule, motion`",
        "frame-sampled, pi-1/gate/samples, ../gate/samples, data.path: sample path must be names",
        "frame-sampled, image/jpeg, image/png, data.content_type: must be 'image/jpeg'",
        "frame-sampled, `\"height_px\":360`, `\"height_px\":0`, data.frame.height_px must be"
            + " 1..65536",
        "frame-sampled, 0.375, 37.5, data.detections[0]",
        "recording-stored, T09:15:00.040Z, T09:20:00.000Z, data.path: recording"
            + " pi-1/gate/recordings/2026/11/20/0915.mp4 must end after",
        "recording-stored, pi-1/gate, /etc, data.path: recording path must be names",
        "recording-stored, 73400320, 0, data.bytes must be 1.."
      })
  void aWrongValueOfAnyMessageIsNamedWithItsKey(
      String golden, String right, String wrong, String complaint) {
    String text = new String(Messages.golden(golden + "-v1.json"), UTF_8);
    assertThat(text).contains(right);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text.replace(right, wrong)))
        .withMessageStartingWith(complaint);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`nothing`, ``, message must be one JSON object",
        "`an array`, `[]`, message must be one JSON object",
        "`half a message`, `{\"specversion\":\"1.0\"`, message is not JSON",
        "`two messages`, `{}{}`, message goes on after its closing brace",
        "`no JSON`, `hello`, message is not JSON",
        "`data is a text`,"
            + " `{\"specversion\":\"1.0\",\"id\":\"019aa0a4-1d3a-7001-8000-000000000001\",\"source\":\"/devices/a/cameras/b\",\"time\":\"2026-11-20T09:30:00Z\",\"type\":\"dev.sitewarden.incident.closed.v1\",\"data\":\"x\"}`,"
            + " data must be an object"
      })
  void whatIsNoMessageIsRefused(String what, String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageStartingWith(complaint);
  }

  @Test
  void aMessageOfMoreThan256KilobytesIsRefusedUnparsed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CloudEventCodec.read(new byte[300 * 1024]))
        .withMessage("message must be at most 262144 bytes, got 307200");
  }

  @Test
  void nestingDeeperThan32LevelsIsRefused() {
    String deep = "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(deep))
        .withMessageContaining("nesting depth");
  }

  private static CloudEvent read(String text) {
    return CloudEventCodec.read(text.getBytes(UTF_8));
  }

  private static String without(String text, String part) {
    assertThat(text).contains(part);
    return text.replace(part, "");
  }
}
