package dev.sitewarden.cloud.app;

import io.quarkus.runtime.Quarkus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops everything in the right order when the process ends: the server first, then what it stands
 * on. Being told to stop is no failure, so the process ends with 0 then, where the JVM alone would
 * say 143.
 */
final class Shutdown {
  private static final long PATIENCE_SECONDS = 15;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch serverEnded = new CountDownLatch(1);
  private volatile int exitCode;

  /** A shutdown that runs when this process ends, however it is asked to. */
  static Shutdown install() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "cloud-stop"));
    return shutdown;
  }

  /** Remembers something that is closed after everything that comes later. */
  <T extends AutoCloseable> T afterAllElse(T resource) {
    synchronized (open) {
      open.push(resource);
    }
    return resource;
  }

  /** The server has stopped, or never started: what it stands on may go. */
  void serverEnded(int code) {
    exitCode = code;
    serverEnded.countDown();
  }

  private void run() {
    Quarkus.asyncExit();
    try {
      serverEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for us: close at once
    }
    closeAll();
    Runtime.getRuntime().halt(exitCode);
  }

  private void closeAll() {
    synchronized (open) {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) { // the next one must still be closed
          System.err.println("cloud: while stopping: " + e.getMessage());
        }
      }
    }
  }
}
