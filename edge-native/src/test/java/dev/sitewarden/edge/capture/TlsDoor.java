package dev.sitewarden.edge.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS in front of a server that speaks none: what it says and hears is the server's. */
final class TlsDoor implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SSLServerSocket door;
  private final Path certificate;

  /**
   * Opens a free port with a certificate of its own.
   *
   * @param name whom the certificate is for, such as {@code ip:127.0.0.1}
   */
  TlsDoor(Path folder, String name, int behind) throws Exception {
    Path keys = folder.resolve("keys-" + name.replace(':', '-') + ".p12");
    KeyStore store = make(keys, name);
    certificate = folder.resolve(keys.getFileName() + ".pem");
    Files.writeString(
        certificate,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(store.getCertificate("camera").getEncoded())));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    door =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    threads.execute(() -> let(behind));
  }

  private static KeyStore make(Path keys, String name) throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "camera",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-dname",
            "CN=camera",
            "-ext",
            "san=" + name,
            "-ext",
            "bc=ca:true",
            "-validity",
            "30",
            "-keystore",
            keys.toString(),
            "-storepass",
            "changeit");
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException("keytool made no key: " + said);
    }
    return KeyStore.getInstance(keys.toFile(), PASSWORD);
  }

  private void let(int behind) {
    while (!door.isClosed()) {
      try {
        Socket guest = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        threads.execute(() -> pass(guest, server));
        threads.execute(() -> pass(server, guest));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // one of them has gone
    }
  }

  int port() {
    return door.getLocalPort();
  }

  /** What a guest must know to trust it. */
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
