package dev.sitewarden.cloud.chore;

import dev.sitewarden.cloud.chore.Chore.Rhythm;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Calls the chores: by a scheduler of this process, or, where processes come and go, by timers of
 * the Functions host and then with {@code quarkus.scheduler.enabled=false}.
 */
@Singleton
public class Chores {
  private static final Logger LOG = Logger.getLogger(Chores.class);

  private final List<Chore> chores;
  private final ChoreMeters meters;

  Chores(@All List<Chore> chores, ChoreMeters meters) {
    this.chores = chores;
    this.meters = meters;
  }

  @Scheduled(
      every = "${cloud.chore.often:5s}",
      delayed = "${cloud.chore.often:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> often() {
    return run(Rhythm.OFTEN);
  }

  @Scheduled(
      every = "${cloud.chore.often:5s}",
      delayed = "${cloud.chore.often:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> files() {
    return run(Rhythm.FILES);
  }

  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> hourly() {
    return run(Rhythm.HOURLY);
  }

  /**
   * Runs those of the rhythm, one after the other; one that fails does not stop the others. Each
   * begins on the caller's event loop, whichever thread the one before ended on.
   */
  public Uni<Void> run(Rhythm rhythm) {
    return Uni.createFrom().deferred(() -> run(rhythm, Vertx.currentContext()));
  }

  private Uni<Void> run(Rhythm rhythm, Context home) {
    return Multi.createFrom()
        .iterable(chores)
        .filter(chore -> chore.rhythm() == rhythm)
        .onItem()
        .transformToUniAndConcatenate(
            chore -> runOne(chore).emitOn(work -> home.runOnContext(now -> work.run())))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> runOne(Chore chore) {
    return chore
        .run()
        .invoke(() -> meters.succeeded(chore))
        .onFailure()
        .invoke(() -> meters.failed(chore))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "%s is left for the next time: %s",
                    ChoreMeters.name(chore), failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
