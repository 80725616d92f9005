package dev.sitewarden.cloud.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The same as {@link EmbeddedCloud}, but the application looks for its database at another port,
 * where the test lays a wire to the real one.
 */
public final class WiredCloud implements QuarkusTestResourceLifecycleManager {
  private static final String URL = "quarkus.datasource.reactive.url";

  private static final int LOWEST_PORT = 20_000;

  private final EmbeddedCloud cloud = new EmbeddedCloud();

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(cloud.start());
    String url = String.valueOf(settings.get(URL));
    int database = URI.create(url).getPort();
    int wire = freePort();
    settings.put(URL, url.replace(":" + database, ":" + wire));
    settings.put("test.database-port", String.valueOf(database));
    settings.put("test.wire-port", String.valueOf(wire));
    return settings;
  }

  /**
   * A free port that no connection is ever made from. While the wire is not laid the application
   * goes on knocking; at a port of that other kind it would sooner or later meet itself.
   */
  private static int freePort() {
    int first = LOWEST_PORT + (int) (ProcessHandle.current().pid() % 10_000);
    for (int port = first; port < LOWEST_PORT + 12_000; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // the next one may be free
      }
    }
    throw new IllegalStateException("no port from %d is free".formatted(first));
  }

  @Override
  public void stop() {
    cloud.stop();
  }
}
