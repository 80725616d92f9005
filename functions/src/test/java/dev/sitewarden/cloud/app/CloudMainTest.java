package dev.sitewarden.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A user's mistake is one sentence and exit code 2. */
final class CloudMainTest {
  @TempDir private Path folder = Path.of("");

  private final PrintStream console = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @AfterEach
  void giveTheConsoleBack() {
    System.setErr(console);
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", "" + taken.getLocalPort(), "--data", folder.toString()))
          .isEqualTo(2);
      assertThat(said()).startsWith("cloud: port " + taken.getLocalPort()).endsWith("with --port.");
    }
  }

  @Test
  void aDataFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("--port", "" + freePort(), "--data", file.toString())).isEqualTo(2);
    assertThat(said()).startsWith("cloud: the data folder " + file).endsWith("with --data.");
  }

  @Test
  void aDataFolderInUseIsNamed() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      assertThat(run("--port", "" + freePort(), "--data", folder.toString())).isEqualTo(2);
      assertThat(said())
          .startsWith("cloud: another cloud already runs on")
          .endsWith("with --data.");
      assertThat(held.own("lock")).exists();
    }
  }

  @Test
  void aPortOutOfRangeIsNamed() {
    assertThat(run("--port", "70000", "--data", folder.toString())).isEqualTo(2);
    assertThat(said()).isEqualTo("cloud: --port must be 1..65535, got 70000.");
  }

  @Test
  void secretsAreForTheirOwnerAndStay() throws IOException {
    Path file = folder.resolve("users.properties");

    String made = DemoUsers.in(file).shown();

    assertThat(DemoUsers.in(file).shown()).isEqualTo(made).contains("user engineer / ");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(Secrets.key(folder.resolve("key"))).isEqualTo(Secrets.key(folder.resolve("key")));
  }

  private int run(String... arguments) {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    return new CommandLine(new CloudMain()).execute(arguments);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
