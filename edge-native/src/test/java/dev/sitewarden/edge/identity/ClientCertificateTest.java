package dev.sitewarden.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.DeviceCertificates;
import dev.sitewarden.edge.DeviceCertificates.Form;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {
  private final Path folder;

  ClientCertificateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"EC, PKCS8", "EC, OLDER", "RSA, PKCS8", "RSA, OLDER"})
  void everyFormThatOpenSslWritesIsRead(String algorithm, Form form) throws Exception {
    Instant ends = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    CertificateFiles files =
        DeviceCertificates.write(folder, "pi-1", algorithm, form, ends).files();

    ClientCertificate read = ClientCertificate.read(files);

    assertThat(Files.readString(files.key()))
        .startsWith(
            form == Form.OLDER
                ? "-----BEGIN " + algorithm + " PRIVATE KEY-----"
                : "-----BEGIN PRIVATE KEY-----");
    assertThat(read.commonName()).contains("pi-1");
    assertThat(read.ends()).isEqualTo(ends);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void keyThatOthersCanUseIsRefused(String mode) throws Exception {
    CertificateFiles files = DeviceCertificates.write(folder, "pi-1").files();
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> ClientCertificate.read(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has mode " + mode)
        .hasMessageContaining("chmod 600 " + files.key());
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    CertificateFiles one = DeviceCertificates.write(folder, "pi-1").files();
    CertificateFiles other = DeviceCertificates.write(folder, "pi-2").files();

    assertThatThrownBy(
            () -> ClientCertificate.read(new CertificateFiles(one.certificate(), other.key())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the key of " + one.certificate());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | holds no private key",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY----- | passphrase",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | holds no EC key",
        "-----BEGIN RSA PRIVATE KEY-----AAAA-----END RSA PRIVATE KEY----- | holds no EC key",
      })
  void anythingButAKeyIsRefusedAndNotRepeated(String text, String complaint) throws Exception {
    CertificateFiles files = DeviceCertificates.write(folder, "pi-1").files();
    Files.writeString(files.key(), text);

    assertThatThrownBy(() -> ClientCertificate.read(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("AAAA");
  }

  @Test
  void missingFileIsNamed() throws Exception {
    CertificateFiles files = DeviceCertificates.write(folder, "pi-1").files();
    Path gone = folder.resolve("gone.pem");

    assertThatThrownBy(() -> ClientCertificate.read(new CertificateFiles(gone, files.key())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(gone.toString());
    assertThatThrownBy(
            () -> ClientCertificate.read(new CertificateFiles(files.certificate(), gone)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(gone.toString());
  }

  @Test
  void renewedCertificateIsTakenWithoutARestartAndASameOneKeepsItsSessions() throws Exception {
    CertificateFiles files = DeviceCertificates.write(folder, "pi-1").files();
    var device = new CertifiedDevice("h.net", new DeviceId("pi-1"), files);
    var tls = new HubTls(device, Optional.of(files.certificate()));
    var before = tls.current();

    assertThat(tls.current()).isSameAs(before);
    DeviceCertificates.write(folder, "pi-1");
    assertThat(tls.current()).isNotSameAs(before);
  }
}
