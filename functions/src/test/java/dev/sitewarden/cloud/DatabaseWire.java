package dev.sitewarden.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The wire between the application and its database, which can be cut around a commit: the
 * application cannot tell whether it happened, as when it, or the machine, dies in between.
 */
final class DatabaseWire implements AutoCloseable {
  private static final int BUFFER = 1 << 20;
  private static final String COMMIT = "COMMIT";

  /** Where the next cut is made. */
  enum Cut {
    /** The database never hears of the commit. */
    BEFORE_COMMIT,
    /** The database has committed, and nobody hears of it. */
    AFTER_COMMIT
  }

  private record Order(Cut cut, String text) {}

  private final ServerSocket front;
  private final int databasePort;
  private final ExecutorService pumps = Executors.newVirtualThreadPerTaskExecutor();

  private Optional<Order> order = Optional.empty();

  private DatabaseWire(ServerSocket front, int databasePort) {
    this.front = front;
    this.databasePort = databasePort;
  }

  static DatabaseWire lay(int port, int databasePort) {
    try {
      ServerSocket front = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      DatabaseWire wire = new DatabaseWire(front, databasePort);
      wire.pumps.execute(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts the connection over which this text goes to the database, at its next commit. Once. */
  synchronized void cut(Cut where, String text) {
    order = Optional.of(new Order(where, text));
  }

  private synchronized boolean isOrderedFor(String bytes) {
    return order.filter(given -> bytes.contains(given.text())).isPresent();
  }

  private synchronized Optional<Cut> take() {
    Optional<Cut> cut = order.map(Order::cut);
    order = Optional.empty();
    return cut;
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Connection connection =
            new Connection(
                front.accept(), new Socket(InetAddress.getLoopbackAddress(), databasePort));
        pumps.execute(connection::toDatabase);
        pumps.execute(connection::toApplication);
      } catch (IOException away) {
        // closed, or the database is away: the application sees it too
      }
    }
  }

  @Override
  public void close() {
    try {
      front.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pumps.shutdownNow();
    pumps.close(); // the port is free once nobody waits at it any more
  }

  private final class Connection {
    private final Socket application;
    private final Socket database;
    private boolean carriesText;
    private volatile boolean isDeaf;

    Connection(Socket application, Socket database) {
      this.application = application;
      this.database = database;
    }

    void toDatabase() {
      pump(application, database, this::passesToDatabase);
    }

    void toApplication() {
      pump(database, application, bytes -> !(isDeaf && bytes.contains(COMMIT)));
    }

    private boolean passesToDatabase(String bytes) {
      carriesText |= isOrderedFor(bytes);
      if (!carriesText || !bytes.contains(COMMIT)) {
        return true;
      }
      carriesText = false;
      Optional<Cut> cut = take();
      isDeaf = cut.isPresent();
      return cut.filter(where -> where == Cut.BEFORE_COMMIT).isEmpty();
    }

    private interface Gate {
      boolean passes(String bytes);
    }

    private void pump(Socket from, Socket to, Gate gate) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
          byte[] read = Arrays.copyOf(buffer, length);
          if (!gate.passes(new String(read, StandardCharsets.ISO_8859_1))) {
            return;
          }
          out.write(read);
        }
      } catch (IOException gone) {
        // one side is gone, so the other goes too
      }
    }
  }
}
