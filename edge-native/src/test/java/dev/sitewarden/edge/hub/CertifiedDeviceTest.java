package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.DeviceCertificates;
import dev.sitewarden.edge.DeviceCertificates.Form;
import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.Operator;
import dev.sitewarden.edge.identity.CertificateFiles;
import dev.sitewarden.edge.identity.CertifiedDevice;
import dev.sitewarden.edge.identity.ProvisionedDevice;
import dev.sitewarden.edge.identity.Provisioning;
import dev.sitewarden.edge.outbox.Delivery;
import dev.sitewarden.hub.provisioning.Registrations;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that prove themselves with a certificate, at the real hub emulator. */
class CertifiedDeviceTest {
  private final Path folder;

  CertifiedDeviceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void certificateTakesADeviceEverywhereThatAKeyDoes() throws Exception {
    Path file = Files.write(folder.resolve("clip.mp4"), new byte[300_000]);
    try (LocalHub hub = new LocalHub(folder.resolve("hub"));
        HubParty device = new HubParty(hub.certified(hub.certificate()))) {
      Operator operator = hub.operator();

      assertThat(device.send()).isEqualTo(new Delivery.Sent());
      operator.desire("cert-1", new JsonObject().put("mode", "collect"));
      device.awaitDesired("\"mode\":\"collect\"");
      assertThat(operator.call("cert-1", "diagnostics").getString("payload"))
          .isEqualTo("diagnostics is done");
      assertThat(device.upload(file, "cert-1/gate/clip.mp4")).isEqualTo(new Delivery.Sent());

      assertThat(hub.properties().getFirst().getString("iothub-connection-device-id"))
          .isEqualTo("cert-1");
      assertThat(hub.blob("cert-1/gate/clip.mp4")).hasSameBinaryContentAs(file);
    }
  }

  @ParameterizedTest
  @CsvSource({"EC, OLDER", "RSA, PKCS8", "RSA, OLDER"})
  void selfSignedDeviceIsKnownByItsThumbprint(String algorithm, Form form) throws Exception {
    var own =
        DeviceCertificates.write(
            folder, "own-1", algorithm, form, Instant.now().plus(Duration.ofDays(10)));
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      hub.operator().addSelfSigned("own-1", own.thumbprint());

      try (HubParty device = new HubParty(hub.config(identity(own.files())))) {
        assertThat(device.send()).isEqualTo(new Delivery.Sent());
      }
    }
  }

  @Test
  void certificateOfAStrangerIsRefused() throws Exception {
    CertificateFiles stranger = DeviceCertificates.write(folder, "cert-1").files();
    Path file = Files.write(folder.resolve("clip.mp4"), new byte[3]);
    try (LocalHub hub = new LocalHub(folder.resolve("hub"));
        HubParty device = new HubParty(hub.certified(stranger))) {
      Delivery refused = device.sendUntil(CertifiedDeviceTest::isRefusal);

      assertThat(((Delivery.Retry) refused).reason())
          .contains("refuses device cert-1, check that " + stranger.certificate());
      assertThat(device.upload(file, "cert-1/gate/clip.mp4"))
          .isInstanceOfSatisfying(
              Delivery.Retry.class, retry -> assertThat(retry.reason()).contains("401"));
      assertThat(hub.events()).isEmpty();
    }
  }

  @Test
  void expiredCertificateIsSaidToBeExpiredAndItsSuccessorIsTakenWithoutARestart() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    var old = DeviceCertificates.write(folder, "own-1", "EC", Form.PKCS8, yesterday);
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {

      try (HubParty device = new HubParty(hub.certified(old.files()))) {
        Delivery refused = device.sendUntil(CertifiedDeviceTest::isRefusal);
        Files.writeString(old.files().key(), "half a key"); // whoever renews it is not done yet
        device.sendUntil(CertifiedDeviceTest::hasNoKey);
        Files.copy(hub.certificate().key(), old.files().key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
            hub.certificate().certificate(),
            old.files().certificate(),
            StandardCopyOption.REPLACE_EXISTING);

        assertThat(((Delivery.Retry) refused).reason()).contains("its certificate expired at ");
        assertThat(device.sendUntil(Delivery.Sent.class::isInstance))
            .isEqualTo(new Delivery.Sent());
      }
    }
  }

  @Test
  void deviceThatTheHubHasLostRegistersAnew() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      Provisioning service =
          Provisioning.of(
              "127.0.0.1",
              hub.ports().https(),
              Registrations.ID_SCOPE,
              hub.certificate(),
              Optional.of(hub.authority()));
      var device = ProvisionedDevice.open(service, folder.resolve("state"));
      try (HubParty party = new HubParty(hub.config(device))) {
        assertThat(party.send()).isEqualTo(new Delivery.Sent());

        hub.operator().remove("cert-1"); // which drops its connection

        assertThat(party.sendUntil(Delivery.Sent.class::isInstance)).isEqualTo(new Delivery.Sent());
        assertThat(hub.events()).hasSizeGreaterThan(1);
      }
    }
  }

  private static CertifiedDevice identity(CertificateFiles files) {
    return new CertifiedDevice("localhost", new DeviceId("own-1"), files);
  }

  private static boolean hasNoKey(Delivery delivery) {
    return delivery instanceof Delivery.Retry(String reason)
        && reason.contains("holds no private key");
  }

  private static boolean isRefusal(Delivery delivery) {
    return delivery instanceof Delivery.Retry(String reason) && reason.contains("refuses");
  }
}
