package dev.sitewarden.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.ZoneId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentIdTest {
  private static final String NOON = "2026-11-20T12:00:00.123Z";
  private static final IncidentId ID = id("pi-1", "gate", "dock", "missing-ppe", NOON);

  @Test
  void theNameNeverChanges() {
    assertThat(ID).hasToString("999bc541-7517-8f7d-a118-41add61ee059");
  }

  @Test
  void itIsAUuidOfVersion8() {
    assertThat(ID.value().version()).isEqualTo(8);
    assertThat(ID.value().variant()).isEqualTo(2);
  }

  @Test
  void finerThanMillisecondsDoesNotCount() {
    assertThat(id("pi-1", "gate", "dock", "missing-ppe", "2026-11-20T12:00:00.123999Z"))
        .isEqualTo(ID);
  }

  @ParameterizedTest(name = "another {0}")
  @CsvSource({
    "device, pi-2, gate, dock, missing-ppe, " + NOON,
    "camera, pi-1, yard, dock, missing-ppe, " + NOON,
    "zone, pi-1, gate, pit, missing-ppe, " + NOON,
    "rule, pi-1, gate, dock, nobody, " + NOON,
    "instant, pi-1, gate, dock, missing-ppe, 2026-11-20T12:00:00.124Z"
  })
  void whateverDiffersMakesAnotherName(
      String what, String device, String camera, String zone, String rule, String at) {
    assertThat(id(device, camera, zone, rule, at)).isNotEqualTo(ID);
  }

  @Test
  void severalOfOneInstantHaveNamesOfTheirOwn() {
    assertThat(List.of(nth(0), nth(1), nth(2))).doesNotHaveDuplicates().startsWith(ID);
  }

  @Test
  void aNameIsReadAsItIsWritten() {
    assertThat(IncidentId.parse(ID.toString())).isEqualTo(ID);
    assertThatIllegalArgumentException().isThrownBy(() -> IncidentId.parse("the first one"));
  }

  private static IncidentId nth(int nth) {
    return IncidentId.of(
        new DeviceId("pi-1"),
        new CameraId("gate"),
        new ZoneId("dock"),
        new RuleId("missing-ppe"),
        Instant.parse(NOON),
        nth);
  }

  private static IncidentId id(String device, String camera, String zone, String rule, String at) {
    return IncidentId.of(
        new DeviceId(device),
        new CameraId(camera),
        new ZoneId(zone),
        new RuleId(rule),
        Instant.parse(at));
  }
}
