package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStringTest {
  @Test
  void keyMayEndInEqualsSignsAndIsNeverShown() {
    var read = ConnectionString.parse("HostName=h.net;DeviceId=pi-1;SharedAccessKey=QUJDRA==");

    assertThat(read.key()).isEqualTo("QUJDRA==");
    assertThat(read.toString()).isEqualTo("HostName=h.net;DeviceId=pi-1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "DeviceId=pi-1;SharedAccessKey=QUJD, HostName is missing",
    "HostName=h.net;SharedAccessKey=QUJD, DeviceId is missing",
    "HostName=h.net;DeviceId=pi-1, SharedAccessKey is missing",
    "HostName=h.net;DeviceId=pi-1;SharedAccessKey=%%%, SharedAccessKey is not base64",
    "hello, HostName is missing",
  })
  void anythingElseIsRefusedByName(String text, String complaint) {
    assertThatThrownBy(() -> ConnectionString.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("QUJD");
  }
}
