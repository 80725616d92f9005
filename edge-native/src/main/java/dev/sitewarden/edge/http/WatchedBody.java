package dev.sitewarden.edge.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The body of an HTTP answer that is given up when no byte comes for a while. The time limit of a
 * request ends with the answer's head. One reader; a virtual thread watches until it is closed.
 */
public final class WatchedBody extends FilterInputStream {
  private static final Logger LOG = System.getLogger(WatchedBody.class.getName());

  private final Duration silence;
  private final Thread watch;
  private volatile long latestNanos = System.nanoTime();
  private volatile boolean isSilent;
  private volatile boolean isClosed;

  /**
   * @param silence after which nothing more is expected
   */
  public WatchedBody(InputStream body, Duration silence) {
    super(body);
    this.silence = silence;
    watch = Thread.ofVirtual().name("answer-watch").unstarted(this::watch);
    watch.start();
  }

  private void watch() {
    long left = silence.toNanos();
    while (!isClosed && left > 0) {
      LockSupport.parkNanos(left);
      left = latestNanos + silence.toNanos() - System.nanoTime();
    }
    if (!isClosed) {
      isSilent = true;
      giveUp();
    }
  }

  /** Whoever reads then gets on. */
  private void giveUp() {
    try {
      in.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a silent answer did not close: {0}", e.getMessage());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    try {
      int read = in.read(into, start, length);
      latestNanos = System.nanoTime();
      if (read >= 0 || !isSilent) {
        return read;
      }
    } catch (IOException e) {
      if (!isSilent) {
        throw e;
      }
    }
    throw new IOException("nothing came for %d s".formatted(silence.toSeconds()));
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    LockSupport.unpark(watch);
    in.close();
  }
}
