package dev.sitewarden.edge.live;

import dev.sitewarden.edge.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Listens for browsers; each connection has a virtual thread. Closing it ends them all. */
public final class LiveServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LiveServer.class.getName());

  private static final Duration END_LIMIT = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofMillis(200);

  private final LiveConfig config;
  private final ServerSocket door;
  private final Routes routes;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private final Thread sweeper;

  private LiveServer(LiveConfig config, ServerSocket door, Routes routes) {
    this.config = config;
    this.door = door;
    this.routes = routes;
    acceptor = Thread.ofVirtual().name("live-door").start(this::accept);
    sweeper = Thread.ofVirtual().name("live-sweeper").start(this::sweep);
  }

  /**
   * Starts to listen.
   *
   * @param zones what the zone editor reads and writes
   * @param health what probes are told
   * @param metrics what Prometheus is told, read when it asks
   * @throws UncheckedIOException if the port is taken or the token cannot be read
   */
  public static LiveServer open(
      LiveConfig config,
      LiveView view,
      ZoneStore zones,
      Health health,
      Supplier<List<Metric>> metrics) {
    var gate = new Gate(config.tokenFile().map(LiveToken::read));
    try {
      var door = new ServerSocket();
      door.setReuseAddress(true);
      door.bind(config.address());
      return new LiveServer(
          config, door, new Routes(gate, view, zones, new Probes(health, metrics)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open the live view at %s: %s; name another --live-port"
              .formatted(config.address(), e.getMessage()),
          e);
    }
  }

  /** What to open in a browser. */
  public URI address() {
    InetAddress bound = door.getInetAddress();
    String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
    String quoted = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://%s:%d/".formatted(quoted, door.getLocalPort()));
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        take(door.accept());
      } catch (IOException e) {
        if (!door.isClosed()) { // no file handle left, say: those that are open go on
          LOG.log(Level.WARNING, "a live connection could not be taken: " + e.getMessage());
          pause();
        }
      }
    }
  }

  private void take(Socket socket) throws IOException {
    List<InetAddress> whose = open.stream().map(Connection::address).toList();
    if (!Admission.admits(socket.getInetAddress(), whose)) {
      socket.close(); // unanswered
      return;
    }
    var connection = new Connection(socket, routes::answer, config.patience(), open::remove);
    open.add(connection);
    connection.start();
  }

  private void sweep() {
    while (!door.isClosed()) {
      open.forEach(Connection::endIfStuck);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(SWEEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the live view's port was not closed: " + e.getMessage());
    }
    sweeper.interrupt();
    try {
      acceptor.join(END_LIMIT);
      open.forEach(Connection::close);
      for (Connection connection : open) {
        connection.join(END_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
