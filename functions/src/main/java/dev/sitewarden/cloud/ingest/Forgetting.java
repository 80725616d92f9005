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

  /**
   * The newest of each device and code come first, then the second newest of each, and so on: who
   * floods pushes out his own, and nothing that waits to be played again.
   */
  private static final String DEAD_LETTERS_TOO_MANY =
      """
      delete from dead_letter where digest in (
        select digest
        from (
          select digest, last_at,
            row_number() over (partition by device, code order by last_at desc, digest) as place
          from dead_letter) as letter
        order by place, last_at desc, digest offset :kept)
      """;

  private final IngestConfig config;
  private final IngestMeters meters;
  private final InstantSource clock;

  Forgetting(IngestConfig config, IngestMeters meters, InstantSource clock) {
    this.config = config;
    this.meters = meters;
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
                        () ->
                            Sql.of(DEAD_LETTERS_TOO_MANY)
                                .with("kept", config.deadLetters())
                                .execute()))
        .invoke(meters::evicted)
        .replaceWithVoid();
  }
}
