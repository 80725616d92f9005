package dev.sitewarden.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSourceTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({"/devices/pi-1/cameras/gate, pi-1, gate", "/devices/PI.1_b/cameras/0, PI.1_b, 0"})
  void namesDeviceAndCamera(String path, String device, String camera) {
    EventSource source = new EventSource(new DeviceId(device), new CameraId(camera));

    assertThat(EventSource.parse(path)).isEqualTo(source);
    assertThat(source).hasToString(path);
  }

  @Test
  void aModuleOfTheDeviceIsNamedToo() {
    EventSource module = EventSource.parse("/devices/pi-1/modules/vision");

    assertThat(module.module()).contains(new ModuleId("vision"));
    assertThat(module.withCamera(new CameraId("gate")))
        .hasToString("/devices/pi-1/modules/vision/cameras/gate")
        .isEqualTo(EventSource.parse("/devices/pi-1/modules/vision/cameras/gate"));
  }

  @ParameterizedTest(name = "''{0}''")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                               | source must be"
            + " /devices/{device}[/modules/{module}][/cameras/{camera}]",
        "/devices/pi-1/                   | source must be"
            + " /devices/{device}[/modules/{module}][/cameras/{camera}]",
        "/devices//cameras/gate           | source must be"
            + " /devices/{device}[/modules/{module}][/cameras/{camera}]",
        "/devices/pi-1/cameras/gate/x     | source must be"
            + " /devices/{device}[/modules/{module}][/cameras/{camera}]",
        "devices/pi-1/cameras/gate        | source must be"
            + " /devices/{device}[/modules/{module}][/cameras/{camera}]",
        "/devices/pi 1/cameras/gate       | device id must be 1..64 letters",
        "/devices/pi-1/modules/a b        | module id must be 1..64 letters",
        "/devices/pi-1/cameras/..         | camera id must be 1..64 letters"
      })
  void whatNamesNobodyIsRefused(String path, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventSource.parse(path))
        .withMessageStartingWith(complaint);
  }

  @Test
  void aDeviceMaySpeakOfItself() {
    EventSource device = EventSource.parse("/devices/pi-1");

    assertThat(device).isEqualTo(EventSource.of(new DeviceId("pi-1"))).hasToString("/devices/pi-1");
    assertThatIllegalStateException()
        .isThrownBy(device::camera)
        .withMessage("/devices/pi-1 speaks of the device, not of a camera");
  }
}
