package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Forgets at which telephone and mailbox people were told: whom, how and when stays with the
 * message, as long as its incident.
 */
@Singleton
class OldAddresses implements Chore {
  private static final String FORGET =
      """
      update notification set address = null
      where address is not null and created_at < :before
        and state not in ('NEW', 'PENDING', 'HELD')
      """;

  private final NotifyConfig config;
  private final InstantSource clock;

  OldAddresses(NotifyConfig config, InstantSource clock) {
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
            Sql.of(FORGET)
                .with("before", clock.instant().minus(config.keepAddresses()))
                .execute()
                .replaceWithVoid());
  }
}
