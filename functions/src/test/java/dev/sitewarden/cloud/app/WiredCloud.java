package dev.sitewarden.cloud.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    cloud.stop();
  }
}
