package dev.sitewarden.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the folder, who may read it, and when it is renewed. */
final class CertificateAuthorityTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder = Path.of("");

  @Test
  void serverCertificateIsForThisMachineOnly() throws Exception {
    TlsFiles files = open(START);

    X509Certificate server = Pem.readCertificate(files.certificate());
    server.verify(Pem.readCertificate(files.authority()).getPublicKey());
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("localhost", "127.0.0.1");
    assertThat(server.getBasicConstraints()).as("no CA").isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca-key.pem", "server-key.pem"})
  void keysAreForTheOwnerOnly(String key) throws Exception {
    open(START);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
        .isEqualTo("rw-------");
  }

  @Test
  void certificatesStayOverRestarts() throws Exception {
    TlsFiles files = open(START);
    String authority = Files.readString(files.authority());
    String server = Files.readString(files.certificate());

    open(START.plus(Duration.ofDays(300)));

    assertThat(files.authority()).hasContent(authority);
    assertThat(files.certificate()).hasContent(server);
  }

  @Test
  void serverCertificateIsRenewedUnderTheSameAuthority() throws Exception {
    TlsFiles files = open(START);
    String authority = Files.readString(files.authority());

    open(START.plus(Duration.ofDays(380)));

    assertThat(files.authority()).hasContent(authority);
    X509Certificate server = Pem.readCertificate(files.certificate());
    assertThat(server.getNotAfter()).isAfter(START.plus(Duration.ofDays(700)));
    server.verify(Pem.readCertificate(files.authority()).getPublicKey());
  }

  @Test
  void newAuthorityBringsANewServerCertificate() throws Exception {
    TlsFiles files = open(START);
    Files.delete(files.authority());

    open(START);

    Pem.readCertificate(files.certificate())
        .verify(Pem.readCertificate(files.authority()).getPublicKey());
  }

  private TlsFiles open(Instant now) {
    return CertificateAuthority.open(folder, InstantSource.fixed(now)).tls();
  }
}
