package dev.sitewarden.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.DeviceCertificates;
import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.doctor.Finding.Level;
import dev.sitewarden.edge.identity.CertificateFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The doctor on real parts: hub, model, clip, disk; and on a machine that is written down. */
class DoctorTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root", ".."));
  private static final Path CLIP = ROOT.resolve("demo/worksite/worksite.mp4");
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final Path folder;

  DoctorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void healthyDeviceIsSaidToBeWellLineByLine() throws Exception {
    try (var hub = new LocalHub(folder.resolve("hub"))) {
      Run run = doctor(settings(ROOT.resolve("models/ppe"), CLIP), hub, "pi-1");

      assertThat(run.lines())
          .anySatisfy(line -> assertThat(line).startsWith("OK    hub: 127.0.0.1 knows this device"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "OK    model .*answers its golden samples, .* ms a frame on 1 threads.*"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "OK    camera gate: 768x432, .* frames/s as fast as it can be read.*"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches("(OK  |WARN)  disk speed: a record is safe after .* ms, .*"))
          .noneMatch(line -> line.startsWith("FAIL"));
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void deviceWithACertificateIsKnownAndToldHowLongItHolds() throws Exception {
    try (var hub = new LocalHub(folder.resolve("hub"))) {
      Run run = certified(hub, hub.certificate());

      assertThat(run.lines())
          .contains("OK    hub: 127.0.0.1 knows this device")
          .anyMatch(line -> line.startsWith("OK    device certificate: it holds until 20"));
    }
  }

  @Test
  void certificateThatTheHubDoesNotKnowFailsWithARemedy() throws Exception {
    CertificateFiles stranger = DeviceCertificates.write(folder, "cert-1").files();
    try (var hub = new LocalHub(folder.resolve("hub"))) {
      assertThat(certified(hub, stranger).lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "FAIL  hub: 127.0.0.1: HTTP 401; check that " + stranger.certificate()));
    }
  }

  private Run certified(LocalHub hub, CertificateFiles files) {
    return doctor(
        "--hub-connection",
        hub.connection("cert-1"),
        "--hub-certificate",
        files.certificate(),
        "--hub-key",
        files.key(),
        "--hub-ca",
        hub.authority(),
        "--hub-host",
        "127.0.0.1",
        "--mqtt-port",
        hub.ports().mqtt(),
        "--https-port",
        hub.ports().https());
  }

  @Test
  void deviceThatIsNotRegisteredYetIsNotRegisteredByLooking() throws Exception {
    CertificateFiles own = DeviceCertificates.write(folder, "gate-7").files();

    Run run =
        doctor(
            "--provisioning-host",
            "127.0.0.1",
            "--id-scope",
            "0ne",
            "--hub-certificate",
            own.certificate(),
            "--hub-key",
            own.key());

    assertThat(run.lines())
        .anyMatch(
            line -> line.startsWith("FAIL  hub: 127.0.0.1 has not assigned a hub to 'gate-7'"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 100, OK, it holds until",
    "-1, 29, WARN, it holds until",
    "-10, -1, FAIL, it expired at",
    "1, 100, FAIL, it holds from"
  })
  void certificateIsJudgedByItsDays(int begins, int ends, Level level, String text) {
    Check check =
        new CertificateCheck(
            NOW.plus(Duration.ofDays(begins)), NOW.plus(Duration.ofDays(ends)), CLOCK);

    assertThat(check.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.text()).startsWith(text);
            });
  }

  @Test
  void everythingThatIsWrongIsSaidWithARemedy() throws Exception {
    try (var hub = new LocalHub(folder.resolve("hub"))) {
      Path wrongKey = folder.resolve("wrong.txt");
      Files.writeString(
          wrongKey, "HostName=sitewarden.azure-devices.net;DeviceId=pi-1;SharedAccessKey=AAAA");
      Run run =
          doctor(settings(folder.resolve("no-model"), folder.resolve("no.mp4")), hub, wrongKey);

      assertThat(run.lines().filter(line -> line.startsWith("FAIL")))
          .anyMatch(line -> line.contains("hub: 127.0.0.1: HTTP 401; check its connection string"))
          .anyMatch(line -> line.startsWith("FAIL  model " + folder.resolve("no-model")))
          .anyMatch(
              line ->
                  line.startsWith("FAIL  camera gate: ")
                      && line.contains("no.mp4")
                      && line.contains("check that it has power"));
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void hubThatProvesToBeSomebodyElseIsNotTrusted() throws Exception {
    try (var hub = new LocalHub(folder.resolve("hub"));
        var other = new LocalHub(folder.resolve("other"))) {
      Run run =
          doctor(
              "--hub-connection",
              hub.connection("pi-1"),
              "--hub-ca",
              other.authority(),
              "--hub-host",
              "127.0.0.1",
              "--mqtt-port",
              hub.config().mqttPort(),
              "--https-port",
              hub.config().httpsPort());

      assertThat(run.lines())
          .anyMatch(
              line ->
                  line.startsWith("FAIL  hub: ")
                      && line.contains("name the hub's authority as --hub-ca"));
    }
  }

  @Test
  void closedPortAndUnknownNameAreToldApart() throws Exception {
    try (var hub = new LocalHub(folder.resolve("hub"))) {
      Object[] there = {
        "--hub-connection",
        hub.connection("pi-1"),
        "--hub-ca",
        hub.authority(),
        "--mqtt-port",
        1,
        "--https-port",
        1
      };

      Run closed = doctor(with(there, "--hub-host", "127.0.0.1"));
      Run unknown = doctor(with(there, "--hub-host", "no-such-host.invalid"));

      assertThat(closed.lines())
          .anyMatch(
              line -> line.matches("FAIL  hub: 127.0.0.1: port 1: .*; let ports 8883 and 443.*"));
      assertThat(unknown.lines())
          .anyMatch(line -> line.matches("FAIL  hub: .* has no address; check --hub-host.*"));
    }
  }

  @Test
  void secretThatOthersCanReadIsNamed() throws Exception {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Path login = Files.writeString(secrets.resolve("gate-camera"), "admin:secret");
    Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-r--r--"));

    List<Finding> open = new SecretsCheck(folder, List.of()).findings();
    Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-------"));
    List<Finding> closed = new SecretsCheck(folder, List.of()).findings();

    assertThat(open)
        .containsExactly(Finding.warn("secrets", "others can read " + login, "chmod 600 " + login));
    assertThat(closed).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void dayThatWroteEnoughIsFound(@TempDir Path state) throws Exception {
    long today = System.currentTimeMillis() / 86_400_000;
    Files.writeString(
        state.resolve("written.txt"), "%d %d %d\n".formatted(today, 9L << 20, 8L << 20));

    assertThat(new DiskCheck(state).findings())
        .filteredOn(finding -> finding.subject().equals("disk writes"))
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("9 MB were written today, 8 are allowed", "capture.write-megabytes-a-day");
  }

  @Test
  void diskThatCannotBeWrittenFails() {
    List<Finding> findings = new DiskCheck(Path.of("/proc/sitewarden")).findings();

    assertThat(findings).last().extracting(Finding::level).isEqualTo(Level.FAIL);
  }

  @ParameterizedTest
  @CsvSource({"0s,   OK", "4s,   OK", "-6s,  WARN", "90s,  WARN", "-301s, FAIL", "1h,   FAIL"})
  void clockIsJudgedByTheHubs(String off, Level level) {
    Duration ahead = Duration.parse(off.startsWith("-") ? "-PT" + off.substring(1) : "PT" + off);

    assertThat(new ClockCheck(CLOCK, Optional.of(NOW.minus(ahead)), folder).findings())
        .singleElement()
        .extracting(Finding::level)
        .isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amd64   | flags\\t\\t: fpu avx avx2 fma    | OK",
        "amd64   | flags\\t\\t: fpu sse4_2          | WARN",
        "aarch64 | Features\\t: fp asimd evtstrm    | OK",
        "arm     | Features\\t: half thumb neon     | FAIL"
      })
  void processorIsJudgedByWhatItsModelsNeed(String architecture, String line, Level level)
      throws Exception {
    write("proc/cpuinfo", line.replace("\\t", "\t") + "\n");

    assertThat(new ProcessorCheck(architecture, 4, folder).findings())
        .first()
        .extracting(Finding::level)
        .isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0, OK, power",
    "0x50000, WARN, power",
    "0x1, WARN, power",
    "0x40000, WARN, throttling"
  })
  void piThatIsHeldBackSaysSo(String bits, Level level, String subject) throws Exception {
    write("sys/devices/platform/soc/soc:firmware/get_throttled", bits.substring(2) + "\n");
    write("sys/class/thermal/thermal_zone0/temp", "84200\n");

    List<Finding> findings = new ProcessorCheck("aarch64", 4, folder).findings();

    assertThat(findings).anyMatch(f -> f.subject().equals(subject) && f.level() == level);
    assertThat(findings)
        .contains(Finding.warn("temperature", "84 °C", "cool it: a Pi slows down from 80 °C"));
  }

  private void write(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static DesiredProperties settings(Path model, Path clip) {
    return DesiredPropertiesCodec.read(
        Map.of(
            "model",
            Map.of("path", model.toString()),
            "cameras",
            Map.of("gate", Map.of("source", clip.toString()))));
  }

  private Run doctor(DesiredProperties desired, LocalHub hub, String device) {
    return doctor(desired, hub, hub.connection(device));
  }

  private Run doctor(DesiredProperties desired, LocalHub hub, Path connection) {
    return run(
        desired,
        "--settings",
        "site.yaml",
        "--hub-connection",
        connection,
        "--hub-ca",
        hub.authority(),
        "--hub-host",
        "127.0.0.1",
        "--mqtt-port",
        hub.config().mqttPort(),
        "--https-port",
        hub.config().httpsPort());
  }

  private Run doctor(Object... arguments) {
    return run(settings(CLIP, CLIP), arguments);
  }

  private static Object[] with(Object[] arguments, Object... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
  }

  private record Run(int exitCode, String out) {
    Stream<String> lines() {
      return out.lines();
    }
  }

  private Run run(DesiredProperties desired, Object... arguments) {
    var out = new StringWriter();
    String[] line =
        Stream.concat(Stream.of("--state", folder.resolve("state")), Stream.of(arguments))
            .map(String::valueOf)
            .toArray(String[]::new);
    int code =
        new CommandLine(new DoctorCommand(file -> desired).spec())
            .setOut(new PrintWriter(out, true))
            .execute(line);
    return new Run(code, out.toString());
  }
}
