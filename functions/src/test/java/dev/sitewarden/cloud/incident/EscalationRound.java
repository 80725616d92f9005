package dev.sitewarden.cloud.incident;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;

/** Runs the timer's work at once, for tests of other packages. */
public final class EscalationRound {
  private EscalationRound() {}

  /** Returns when it is done. */
  public static void run() throws Throwable {
    Escalations escalations = Arc.container().instance(Escalations.class).get();
    VertxContextSupport.subscribeAndAwait(escalations::run);
  }
}
