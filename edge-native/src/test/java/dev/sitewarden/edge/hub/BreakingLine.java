package dev.sitewarden.edge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a port on this machine that breaks for good after so many bytes were sent over it. */
final class BreakingLine implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int target;
  private final AtomicLong left;

  BreakingLine(int target, long bytes) throws IOException {
    this.target = target;
    this.left = new AtomicLong(bytes);
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> carry(here, there, left));
        threads.execute(() -> carry(there, here, new AtomicLong(Long.MAX_VALUE)));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void carry(Socket from, Socket to, AtomicLong left) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (left.addAndGet(-count) < 0) {
          return;
        }
        out.write(some, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // it broke, as lines do
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
