package dev.sitewarden.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.DeviceId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStringTest {
  @Test
  void keyMayEndInEqualsSignsAndIsNeverShown() {
    HubIdentity read =
        ConnectionString.parse(
            "HostName=h.net;DeviceId=pi-1;SharedAccessKey=QUJDRA==", Optional.empty());

    assertThat(read).isEqualTo(new DeviceKey("h.net", new DeviceId("pi-1"), "QUJDRA=="));
    assertThat(read.toString()).isEqualTo("HostName=h.net;DeviceId=pi-1");
  }

  @Test
  void certificateTakesThePlaceOfTheKey() {
    var files = new CertificateFiles(Path.of("pi-1.pem"), Path.of("pi-1-key.pem"));

    HubIdentity read =
        ConnectionString.parse("HostName=h.net;DeviceId=pi-1;x509=true", Optional.of(files));

    assertThat(read).isEqualTo(new CertifiedDevice("h.net", new DeviceId("pi-1"), files));
  }

  @Test
  void keyAndCertificateTogetherAreRefused() {
    var files = new CertificateFiles(Path.of("pi-1.pem"), Path.of("pi-1-key.pem"));

    assertThatThrownBy(
            () ->
                ConnectionString.parse(
                    "HostName=h.net;DeviceId=pi-1;SharedAccessKey=QUJD", Optional.of(files)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has one of them");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "DeviceId=pi-1;SharedAccessKey=QUJD, HostName is missing",
    "HostName=h.net;SharedAccessKey=QUJD, DeviceId is missing",
    "HostName=h.net;DeviceId=pi-1, SharedAccessKey is missing",
    "HostName=h.net;DeviceId=pi-1;SharedAccessKey=%%%, SharedAccessKey is not base64",
    "HostName=h.net;DeviceId=pi-1;x509=true, name the certificate with --hub-certificate",
    "hello, HostName is missing",
  })
  void anythingElseIsRefusedByName(String text, String complaint) {
    assertThatThrownBy(() -> ConnectionString.parse(text, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("QUJD");
  }
}
