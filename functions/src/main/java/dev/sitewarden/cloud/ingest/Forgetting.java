package dev.sitewarden.cloud.ingest;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Keeps what ingest remembers within its bounds. */
@Singleton
class Forgetting {
  private static final Logger LOG = Logger.getLogger(Forgetting.class);
  private static final String OLD_MESSAGES =
      "delete from received_message where received_at < :before";
  private static final String OLDEST_DEAD_LETTERS =
      """
      delete from dead_letter where digest in (
        select digest from dead_letter order by last_at desc, digest offset :kept)
      """;

  private final IngestConfig config;
  private final InstantSource clock;

  Forgetting(IngestConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Runs by itself every hour. */
  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Panache.withTransaction(
            () ->
                Panache.getSession()
                    .call(
                        session ->
                            session
                                .createNativeQuery(OLD_MESSAGES)
                                .setParameter(
                                    "before", clock.instant().minus(config.rememberMessages()))
                                .executeUpdate())
                    .call(
                        session ->
                            session
                                .createNativeQuery(OLDEST_DEAD_LETTERS)
                                .setParameter("kept", config.deadLetters())
                                .executeUpdate())
                    .replaceWithVoid())
        .onFailure()
        .invoke(
            failure -> LOG.warnf("old messages stay for another hour: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
