package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process: its ready line, its end, and what its user gets for a mistake. */
final class HubMainTest {
  @TempDir Path data = Path.of("");

  @Test
  void servesUntilItIsToldToStop() throws Exception {
    Process hub = start("--mqtt-port", "0", "--https-port", "0", "--device", "gate-pi");

    String line;
    try (BufferedReader out = hub.inputReader(StandardCharsets.UTF_8)) {
      line = Objects.requireNonNull(out.readLine());
      hub.destroy(); // SIGTERM
    }

    assertThat(line)
        .matches("ready hub mqtt=127.0.0.1:[0-9]+ https=127.0.0.1:[0-9]+ dps=127.0.0.1:[0-9]+");
    assertThat(hub.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(hub.exitValue()).isZero();
    assertThat(data.resolve("hub/connections/gate-pi.txt"))
        .content()
        .startsWith("HostName=localhost;DeviceId=gate-pi;SharedAccessKey=");
  }

  @Test
  void takenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      assertMistake(
          "the hub cannot listen on 127.0.0.1:%s (the port is taken); stop the process that holds the port, or give another one with --https-port"
              .formatted(port),
          "--mqtt-port",
          "0",
          "--https-port",
          port);
    }
  }

  @Test
  void brokenRegistryIsOneSentence() throws Exception {
    Path registry = Files.createDirectories(data.resolve("hub")).resolve("devices.json");
    Files.writeString(registry, "{\"devices\":[{\"id\":\"pi-1\"}]}");

    assertMistake("%s must hold {\"devices\"".formatted(registry), "--mqtt-port", "0");
  }

  @Test
  void brokenCertificateIsOneSentence() throws Exception {
    Path folder = Files.createDirectories(data.resolve("hub"));
    Files.writeString(folder.resolve("ca.pem"), "no certificate");

    assertMistake("the certificates in %s cannot be read".formatted(folder), "--mqtt-port", "0");
  }

  @Test
  void dataFolderThatIsAFileIsOneSentence() throws Exception {
    Files.writeString(data.resolve("hub"), "in the way");

    assertMistake("cannot make the folder " + data.resolve("hub"), "--mqtt-port", "0");
  }

  @Test
  void dataFolderOfAnotherHubIsOneSentence() throws Exception {
    Process first = start("--mqtt-port", "0", "--https-port", "0");
    try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("ready hub");

      assertMistake(
          "another hub uses the folder %s; stop it".formatted(data.resolve("hub")),
          "--mqtt-port",
          "0");
    } finally {
      first.destroy();
      first.waitFor(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void mistakenOptionIsOneSentence() throws Exception {
    assertMistake("Unknown option: '--mqqt-port=0'", "--mqqt-port=0");
    assertMistake("Invalid value for option '--mqtt-port'", "--mqtt-port", "many");
  }

  @Test
  void badDeviceNameIsOneSentence() throws Exception {
    assertMistake("device id must be", "--device", "../pi");
  }

  private void assertMistake(String sentence, String... arguments) throws Exception {
    Process hub = start(arguments);
    String err;
    try (BufferedReader reader = hub.errorReader(StandardCharsets.UTF_8)) {
      err = String.join("\n", reader.lines().toList());
    }

    assertThat(hub.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(err).startsWith(sentence).hasLineCount(1);
    assertThat(hub.exitValue()).isEqualTo(2);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HubMain.class.getName(),
                "--data",
                data.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
