package dev.sitewarden.cloud.chore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Work that waits for a disk or a network, away from the event loop. */
public final class Blocking {
  private Blocking() {}

  /**
   * Runs it on a thread that may wait; what follows is back on the caller's event loop. What it
   * throws fails the result.
   */
  public static <T> Uni<T> call(Callable<T> work) {
    Context context = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> context.executeBlocking(work).toCompletionStage());
  }
}
