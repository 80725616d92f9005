package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Keeps what ingest remembers within its bounds. */
@Singleton
class Forgetting implements Chore {
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

  @Override
  public Rhythm rhythm() {
    return Rhythm.HOURLY;
  }

  @Override
  public Uni<Void> run() {
    return Panache.withTransaction(
        () ->
            Sql.of(OLD_MESSAGES)
                .with("before", clock.instant().minus(config.rememberMessages()))
                .execute()
                .chain(
                    () -> Sql.of(OLDEST_DEAD_LETTERS).with("kept", config.deadLetters()).execute())
                .replaceWithVoid());
  }
}
