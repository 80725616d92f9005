package dev.sitewarden.cloud.azure;

import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Microsoft's own emulator of the blob storage, with an account and a key made for this run. */
final class Azurite implements AutoCloseable {
  private static final String ACCOUNT = "site";

  private final Process process;
  private final String endpoint;
  private final String key;

  private Azurite(Process process, String endpoint, String key) {
    this.process = process;
    this.endpoint = endpoint;
    this.key = key;
  }

  /** Starts it on a folder; needs what {@code ./sitewarden test} installs below target/azurite. */
  static Azurite start(Path folder) throws IOException {
    return start(folder, "http", List.of());
  }

  /** The same with TLS, where it also believes the claims of any token. */
  static Azurite overTls(Path folder, LocalKeys keys) throws IOException {
    return start(
        folder,
        "https",
        List.of("--oauth", "basic", "--cert", keys.file().toString(), "--pwd", LocalKeys.PASSWORD));
  }

  private static Azurite start(Path folder, String protocol, List<String> more) throws IOException {
    byte[] secret = new byte[64];
    new SecureRandom().nextBytes(secret);
    String key = Base64.getEncoder().encodeToString(secret);
    int port = freePort();
    ProcessBuilder command = new ProcessBuilder();
    command
        .command()
        .addAll(
            List.of(
                program().toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                String.valueOf(port),
                "--location",
                folder.toString(),
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry"));
    command.command().addAll(more);
    command.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
    command.redirectErrorStream(true).redirectOutput(folder.resolve("azurite.log").toFile());
    String endpoint = "%s://127.0.0.1:%d/%s".formatted(protocol, port, ACCOUNT);
    return new Azurite(command.start(), endpoint, key);
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

  /** What its clients need, as it takes a moment to start. */
  static RequestRetryOptions patience() {
    return new RequestRetryOptions(
        RetryPolicyType.FIXED,
        60,
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        null);
  }

  /** How to reach it with its key. */
  String connectionString() {
    return "DefaultEndpointsProtocol=%s;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;"
        .formatted(URI.create(endpoint).getScheme(), ACCOUNT, key, endpoint);
  }

  /** How to reach it with a token. */
  String endpoint() {
    return endpoint;
  }

  /** Where it is, as a browser names it. */
  String origin() {
    URI account = URI.create(endpoint);
    return account.getScheme() + "://" + account.getAuthority();
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
