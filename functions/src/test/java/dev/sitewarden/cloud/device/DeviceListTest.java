package dev.sitewarden.cloud.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices at a glance, of what they really sent. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class DeviceListTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final Duration AHEAD = Duration.ofHours(1);

  private final Person iot = Person.named("iot");
  private final Device well = Device.fresh();
  private final Device unwell = Device.fresh();
  private final Device silent = Device.fresh();

  @Inject TestClock clock;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void everyDeviceSpeaks() {
    silent.sends(silent.health(Kind.STARTED, "edge", "watching begins", clock.instant()));
    clock.putForward(AHEAD);
    now = clock.instant();
    well.sends(well.news(now));
    well.sends(well.opened(now.minus(AHEAD))); // others' lists begin with the newest
    unwell.sends(
        unwell.health(Kind.CAMERA_LOST, "gate", "no answer", now),
        unwell.health(Kind.CAMERA_LOST, "gate", "connection refused", now.plusSeconds(1)));
  }

  @AfterEach
  void showTheRealTime() {
    clock.reset();
  }

  @Test
  void eachDeviceSaysWhyItIsUnwell() {
    assertThat(device(silent).path("state").asText()).isEqualTo("SILENT");
    assertThat(device(silent).path("ailments").path(0).path("kind").asText()).isEqualTo("SILENT");
    assertThat(device(unwell).path("state").asText()).isEqualTo("UNWELL");
    JsonNode ailment = device(unwell).path("ailments").path(0);
    assertThat(ailment.path("kind").asText()).isEqualTo("CAMERA_LOST");
    assertThat(ailment.path("text").asText()).isEqualTo("connection refused");
    assertThat(device(unwell).path("ailments")).hasSize(1);
  }

  @Test
  void howAMachineIsIsToldByItsNewestWordInWhicheverOrderTheyCome() {
    String newest = well.measured(now.minusSeconds(1), 61.5, 24 * GIGABYTE, 3);
    well.sends(well.measured(now.minusSeconds(60), 55, 25 * GIGABYTE, 0), newest);
    unwell.sends(unwell.measured(now, 84, 2 * GIGABYTE, 5000));
    well.sends(well.measured(now.minusSeconds(120), 99, 0, 9000), newest);

    JsonNode vitals = device(well).path("vitals");
    assertThat(Instant.parse(vitals.path("at").asText()))
        .isEqualTo(now.minusSeconds(1).truncatedTo(ChronoUnit.MILLIS));
    assertThat(vitals.path("temperatureC").asDouble()).isEqualTo(61.5);
    assertThat(vitals.path("diskFreeBytes").asLong()).isEqualTo(24 * GIGABYTE);
    assertThat(vitals.path("outboxMessages").asLong()).isEqualTo(3);
    assertThat(vitals.path("memoryBytes").isNull()).isTrue();
    assertThat(ailments(well)).containsExactly("DISK_FULL"); // among its news
    assertThat(ailments(unwell)).containsExactly("CAMERA_LOST", "DISK_LOW", "HOT", "BACKLOG");
    assertThat(device(unwell).path("ailments").findValuesAsText("subject"))
        .containsExactly("gate", "6", "84", "5000");
    assertThat(device(silent).path("vitals").isNull()).isTrue();
  }

  @Test
  void aClockThatRanAheadDoesNotHideWhatComesAfterwards() {
    well.sends(well.measured(now.plus(Duration.ofDays(400)), 90, GIGABYTE, 0));
    assertThat(ailments(well)).contains("HOT");
    clock.putForward(AHEAD.plusMinutes(5));

    well.sends(well.measured(clock.instant().minusSeconds(5), 50, 20 * GIGABYTE, 0));

    assertThat(device(well).path("vitals").path("temperatureC").asDouble()).isEqualTo(50);
    assertThat(ailments(well)).doesNotContain("HOT");
  }

  private List<String> ailments(Device device) {
    return device(device).path("ailments").findValuesAsText("kind");
  }

  @Test
  void aDeviceIsFoundByLettersOfItsNameOrSite() {
    Rows.change(
        "insert into device_site (device, site) values ('%s', 'Quay-%s')"
            .formatted(silent.name(), silent.name()));

    assertThat(names("/api/v1/devices?q=" + well.name().toUpperCase(Locale.ROOT)))
        .containsExactly(well.name());
    assertThat(names("/api/v1/devices?q=quay-" + silent.name())).containsExactly(silent.name());
    assertThat(names("/api/v1/devices?q=%25")).isEmpty(); // a letter like any other
  }

  private List<String> names(String query) {
    return iot.get(query).json().path("items").findValuesAsText("device");
  }

  @Test
  void aDeviceTellsItsCamerasItsModelAndItsSite() {
    Rows.of(
        "insert into device_site (device, site) values (?, 'north-yard') returning device",
        well.name());

    JsonNode shown = device(well);

    assertThat(shown.path("site").asText()).isEqualTo("north-yard");
    assertThat(shown.path("cameras").path(0).asText()).isEqualTo("gate");
    assertThat(shown.path("model").path("name").asText()).isEqualTo("ppe");
    assertThat(Instant.parse(shown.path("heardAt").asText())).isAfterOrEqualTo(now);
  }

  @Test
  void pagesHoldEachDeviceOnceTheWorstFirst() {
    List<String> seen = new ArrayList<>();
    List<String> states = new ArrayList<>();
    String query = "?limit=2";
    while (true) {
      JsonNode page = iot.get("/api/v1/devices" + query).json();
      page.path("items")
          .forEach(
              one -> {
                seen.add(one.path("device").asText());
                states.add(one.path("state").asText());
              });
      if (!page.path("next").isTextual()) {
        break;
      }
      query = "?limit=2&after=" + page.path("next").asText();
    }

    assertThat(seen).doesNotHaveDuplicates().contains(well.name(), unwell.name(), silent.name());
    assertThat(states)
        .isSortedAccordingTo(Comparator.comparing(List.of("SILENT", "UNWELL", "WELL")::indexOf));
  }

  @Test
  void aCursorOfSomethingElseIsAProblem() {
    assertThat(iot.get("/api/v1/devices?after=nonsense").code()).isEqualTo("invalid-cursor");
    assertThat(iot.get("/api/v1/devices?limit=0").code()).isEqualTo("invalid-request");
  }

  private JsonNode device(Device device) {
    for (JsonNode one : iot.get("/api/v1/devices?limit=200").json().path("items")) {
      if (one.path("device").asText().equals(device.name())) {
        return one;
      }
    }
    throw new AssertionError(device.name() + " is not listed");
  }
}
