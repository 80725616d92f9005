package dev.sitewarden.edge.live;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One browser's connection: request, answer, and again. Runs on a virtual thread of its own; who
 * takes longer than allowed for one step is given up by {@link #endIfStuck}.
 */
final class Connection implements AutoCloseable {
  /** Also how long an idle connection is kept. */
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);

  /** Small, so that a slow viewer's pictures do not grow old in the kernel. */
  private static final int SEND_BUFFER_BYTES = 256 << 10;

  /** Answers requests; throws nothing. */
  @FunctionalInterface
  interface Handler {
    Response answer(Request request);
  }

  private final Socket socket;
  private final Handler handler;
  private final Duration patience;
  private final Thread thread;
  private volatile long deadlineNanos;
  private volatile boolean isBusy;

  /**
   * @param ended is told when nothing of it goes on any more
   */
  Connection(Socket socket, Handler handler, Duration patience, Consumer<Connection> ended) {
    this.socket = socket;
    this.handler = handler;
    this.patience = patience;
    this.thread = Thread.ofVirtual().name("live-connection").unstarted(() -> serve(ended));
  }

  /** Who is at the other end. */
  InetAddress address() {
    return socket.getInetAddress();
  }

  void start() {
    thread.start();
  }

  private void serve(Consumer<Connection> ended) {
    try {
      serve();
    } finally {
      ended.accept(this);
    }
  }

  private void serve() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(SEND_BUFFER_BYTES);
      var reader = new RequestReader(new BufferedInputStream(socket.getInputStream()));
      var out = new BufferedOutputStream(new Watched(socket.getOutputStream()), 32 << 10);
      boolean goesOn = true;
      while (goesOn) {
        goesOn = serveOne(reader, out);
      }
    } catch (IOException e) {
      // the browser went away, or was given up: there is nobody to tell
    }
  }

  private boolean serveOne(RequestReader reader, OutputStream out) throws IOException {
    try {
      begin(READ_LIMIT);
      Optional<Request> request = reader.read();
      isBusy = false;
      if (request.isPresent()) {
        return answer(request.get(), out);
      }
    } catch (Refusal refusal) {
      try (Response response = refusal.response()) {
        response.write(out, true, true);
      }
    }
    return false;
  }

  private boolean answer(Request request, OutputStream out) throws IOException {
    try (Response response = handler.answer(request)) {
      boolean isLast = response.isEndless() || request.asksToClose();
      response.write(out, isLast, !request.method().equals("HEAD"));
      return !isLast;
    }
  }

  private void begin(Duration limit) {
    deadlineNanos = System.nanoTime() + limit.toNanos();
    isBusy = true;
  }

  /** Breaks the connection if its browser does not go on; whoever waits for it then gets on. */
  void endIfStuck() {
    if (isBusy && System.nanoTime() - deadlineNanos > 0) {
      close();
    }
  }

  /** Breaks it; what goes on ends soon, also if it waits for news. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use either way
    }
    thread.interrupt();
  }

  /** Waits for its end, for a while. */
  void join(Duration limit) throws InterruptedException {
    thread.join(limit);
  }

  /** Every write has to be through in time. */
  private final class Watched extends OutputStream {
    private final OutputStream out;

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      begin(patience);
      out.write(bytes, offset, length);
      isBusy = false;
    }
  }
}
