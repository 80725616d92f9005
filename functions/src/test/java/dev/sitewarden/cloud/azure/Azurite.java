package dev.sitewarden.cloud.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Microsoft's own emulator of the blob storage, with an account and a key made for this run. */
final class Azurite implements AutoCloseable {
  private static final String ACCOUNT = "site";

  private final Process process;
  private final int port;
  private final String key;

  private Azurite(Process process, int port, String key) {
    this.process = process;
    this.port = port;
    this.key = key;
  }

  /** Starts it on a folder; needs what {@code ./sitewarden test} installs below target/azurite. */
  static Azurite start(Path folder) throws IOException {
    byte[] secret = new byte[64];
    new SecureRandom().nextBytes(secret);
    String key = Base64.getEncoder().encodeToString(secret);
    int port = freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            program().toString(),
            "--blobHost",
            "127.0.0.1",
            "--blobPort",
            String.valueOf(port),
            "--location",
            folder.toString(),
            "--silent",
            "--skipApiVersionCheck",
            "--disableTelemetry");
    command.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
    command.redirectErrorStream(true).redirectOutput(folder.resolve("azurite.log").toFile());
    return new Azurite(command.start(), port, key);
  }

  private static Path program() {
    Path root = Path.of(System.getProperty("sitewarden.root", ".."));
    Path program = root.resolve("target/azurite/node_modules/.bin/azurite-blob").toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "the test of blob storage needs %s: ./sitewarden test installs it".formatted(program));
    }
    return program;
  }

  /** How to reach it with its key. */
  String connectionString() {
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=http://127.0.0.1:%d/%s;"
        .formatted(ACCOUNT, key, port, ACCOUNT);
  }

  /** Where it is, as a browser names it. */
  String origin() {
    return "http://127.0.0.1:" + port;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
