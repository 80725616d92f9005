package dev.sitewarden.hub.identity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * The one thread that reads and writes the hub's documents: what is asked first is done first, and
 * the event loop never waits for the disk. It ends with its Vert.x.
 */
public final class DiskThread {
  private final WorkerExecutor worker;

  /** A thread of its own. */
  public DiskThread(Vertx vertx) {
    this.worker = vertx.createSharedWorkerExecutor("hub-disk", 1);
  }

  /** Runs the work after all earlier ones; the outcome comes back to the caller's context. */
  public <T> Future<T> run(Callable<T> work) {
    return worker.executeBlocking(work, false);
  }
}
