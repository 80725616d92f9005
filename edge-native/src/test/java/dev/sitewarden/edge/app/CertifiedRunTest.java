package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.identity.CertificateFiles;
import dev.sitewarden.hub.provisioning.Registrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edge run} of a device that has nothing but its certificate. */
class CertifiedRunTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();

  private final Path folder;

  CertifiedRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void deviceRegistersAndItsIncidentReachesTheCloudWithItsEvidence() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run =
          run(
              hub,
              "--provisioning-host",
              "127.0.0.1",
              "--provisioning-port",
              hub.ports().https(),
              "--id-scope",
              Registrations.ID_SCOPE);

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(hub.events())
          .filteredOn(event -> event.getString("type").contains("incident.opened"))
          .isNotEmpty()
          .allSatisfy(
              event ->
                  assertThat(event.getString("source")).isEqualTo("/devices/cert-1/cameras/gate"));
      assertThat(hub.properties())
          .allSatisfy(
              bag -> assertThat(bag.getString("iothub-connection-device-id")).isEqualTo("cert-1"));
      assertThat(hub.blob("cert-1/gate")).isDirectoryRecursivelyContaining("glob:**/snapshot.jpg");
      assertThat(folder.resolve("state/assignment.json")).exists();
    }
  }

  @Test
  void connectionStringOfACertificatesDeviceWantsTheCertificate() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      Path settings = settings();

      CommandRun run =
          CommandRun.of(
              "run",
              "--settings",
              settings,
              "--state",
              folder.resolve("state"),
              "--hub-connection",
              hub.connection("cert-1"));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("it says x509=true; name the certificate with --hub-certificate and --hub-key");
    }
  }

  private CommandRun run(LocalHub hub, Object... identity) throws Exception {
    CertificateFiles own = hub.certificate();
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--settings",
                settings(),
                "--state",
                folder.resolve("state"),
                "--hub-certificate",
                own.certificate(),
                "--hub-key",
                own.key(),
                "--hub-ca",
                hub.authority(),
                "--mqtt-port",
                hub.ports().mqtt(),
                "--https-port",
                hub.ports().https()));
    arguments.addAll(Arrays.asList(identity));
    return CommandRun.of(arguments.toArray());
  }

  private Path settings() throws Exception {
    return Files.writeString(
        folder.resolve("site.yaml"),
        """
        model: {path: %s}
        cameras: {gate: {source: %s}}
        zones: {gate: {all: {polygon: [[0, 0], [1, 0], [1, 1], [0, 1]], rules: [helmets]}}}
        rules: {helmets: {kind: object-present, labels: [helmet]}}
        """
            .formatted(ROOT.resolve("models/ppe"), ROOT.resolve("demo/worksite/worksite.mp4")));
  }
}
