package dev.sitewarden.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.DeviceCertificates;
import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.identity.Provisioning.Outcome;
import dev.sitewarden.hub.provisioning.Registrations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registration at the emulator's provisioning service, over HTTPS. */
class ProvisionedDeviceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
  private static final JsonObject NOBODY = group("disabled");
  private static final JsonObject EVERYBODY = group("enabled");

  private final Path folder;
  private final Path state;
  private final List<Duration> rests = new ArrayList<>();

  ProvisionedDeviceTest(@TempDir Path folder) {
    this.folder = folder;
    this.state = folder.resolve("state");
  }

  @Test
  void assignmentOutlivesTheProcessAndNeedsNoNetworkThen() throws Exception {
    try (LocalHub hub = hub()) {
      ProvisionedDevice first = open(service(hub));

      assertThat(first.hostName()).isEqualTo("localhost");
      assertThat(first.device()).isEqualTo(new DeviceId("cert-1"));
    }
    Path files = folder.resolve("hub/hub/certificates");
    var unreachable =
        service(
            1, new CertificateFiles(files.resolve("cert-1.pem"), files.resolve("cert-1-key.pem")));

    assertThat(open(unreachable).device()).isEqualTo(new DeviceId("cert-1"));
  }

  @Test
  void deviceThatIsDisabledWaitsUntilItIsEnabled() throws Exception {
    try (LocalHub hub = hub()) {
      hub.enrol(NOBODY);
      ProvisionedDevice device =
          ProvisionedDevice.open(
              service(hub),
              state,
              rest -> {
                rests.add(rest);
                if (rests.size() == 3) {
                  enrol(hub, EVERYBODY);
                }
              });

      assertThat(device.device()).isEqualTo(new DeviceId("cert-1"));
      assertThat(rests.subList(0, 3))
          .satisfiesExactly(
              first -> assertThat(first).isBetween(seconds(5), seconds(7)),
              second -> assertThat(second).isBetween(seconds(10), seconds(13)),
              third -> assertThat(third).isBetween(seconds(20), seconds(25)));
    }
  }

  @Test
  void whoIsNotEnrolledIsToldSo() throws Exception {
    CertificateFiles stranger = DeviceCertificates.write(folder, "cert-1").files();
    try (LocalHub hub = hub()) {
      Outcome outcome = service(hub.ports().https(), stranger).register(rests::add);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.NotYet.class,
              notYet ->
                  assertThat(notYet.reason())
                      .contains("no enabled enrolment 'cert-1'")
                      .contains(stranger.certificate().toString()));
    }
  }

  @Test
  void serviceThatIsNotThereIsToldSo() throws Exception {
    CertificateFiles own = DeviceCertificates.write(folder, "cert-1").files();
    var service =
        new Provisioning("127.0.0.1", 1, "0ne", "cert-1", own, Optional.of(own.certificate()));

    assertThat(service.register(rests::add))
        .isInstanceOfSatisfying(
            Outcome.NotYet.class,
            notYet -> assertThat(notYet.reason()).contains("cannot be reached"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {}                                                   | has no ID scope '0ne0000000A'",
        "429 | {}                                                   | too much to do",
        "503 | busy                                                 | it answered 503 busy",
        "202 | {}                                                   | still assigning after 3 minutes",
        "200 | {\"status\":\"disabled\"}                            | enrolment 'cert-1' is disabled",
        "200 | {\"status\":\"failed\",\"registrationState\":{\"errorMessage\":\"no hub\"}} | as failed: no hub",
      })
  void everyOtherAnswerIsASentence(int status, String body, String sentence) throws Exception {
    Provisioning service =
        new Provisioning(
            "h.net",
            443,
            Registrations.ID_SCOPE,
            "cert-1",
            new CertificateFiles(folder, folder),
            Optional.empty());

    Outcome outcome = service.outcome(status, Optional.of(seconds(9)), body);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotYet.class, notYet -> assertThat(notYet.reason()).contains(sentence));
  }

  @Test
  void brokenAssignmentIsMadeAnew() throws Exception {
    Files.createDirectories(state);
    Files.writeString(state.resolve("assignment.json"), "{\"enrol");
    try (LocalHub hub = hub()) {
      assertThat(open(service(hub)).hostName()).isEqualTo("localhost");
    }
  }

  @Test
  void newNameIsNotTakenWhereTheOldOneHasThingsWaiting() throws Exception {
    try (LocalHub hub = hub()) {
      ProvisionedDevice device = open(service(hub));
      JsonObject gate =
          new JsonObject()
              .put("registrationId", "cert-1")
              .put("deviceId", "gate")
              .put("thumbprint", thumbprint(hub));
      hub.enrol(new JsonObject().put("individual", new JsonArray().add(gate)));

      Optional<String> said = device.refused(NOW);

      assertThat(said)
          .hasValueSatisfying(s -> assertThat(s).contains("calls this device gate now"));
      assertThat(device.device()).isEqualTo(new DeviceId("cert-1"));
    }
  }

  @Test
  void serviceIsNotAskedAgainAtOnce() throws Exception {
    try (LocalHub hub = hub()) {
      ProvisionedDevice device = open(service(hub));

      assertThat(device.refused(NOW))
          .contains("it has registered anew and belongs to hub localhost");
      assertThat(device.refused(NOW.plusSeconds(4)))
          .hasValueSatisfying(
              said -> assertThat(said).contains("asks the provisioning service again"));
      assertThat(device.refused(NOW.plusSeconds(10)))
          .contains("it has registered anew and belongs to hub localhost");
    }
  }

  private LocalHub hub() throws Exception {
    return new LocalHub(folder.resolve("hub"));
  }

  private ProvisionedDevice open(Provisioning service) throws InterruptedException {
    return ProvisionedDevice.open(service, state, rests::add);
  }

  private Provisioning service(LocalHub hub) {
    return service(hub.ports().https(), hub.certificate());
  }

  private Provisioning service(int port, CertificateFiles files) {
    return Provisioning.of(
        "127.0.0.1",
        port,
        Registrations.ID_SCOPE,
        files,
        Optional.of(folder.resolve("hub/hub/ca.pem")));
  }

  private static String thumbprint(LocalHub hub) throws Exception {
    return new DeviceCertificates(
            hub.certificate(), ClientCertificate.read(hub.certificate()).own())
        .thumbprint();
  }

  private static JsonObject group(String status) {
    return new JsonObject().put("group", new JsonObject().put("status", status));
  }

  private static void enrol(LocalHub hub, JsonObject enrolments) {
    try {
      hub.enrol(enrolments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
