package dev.sitewarden.cloud.observe;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready means that the database answers, in time. Nobody signs in to ask, so the question is put to
 * the database once a second at most, however often it is asked here.
 */
@Readiness
@Singleton
public class DatabaseHealth implements AsyncHealthCheck {
  private static final String NAME = "database";
  private static final Duration GOOD_FOR = Duration.ofSeconds(1);

  private final Pool pool;
  private final Duration patience;
  private final InstantSource clock;

  private @Nullable Uni<HealthCheckResponse> latest;
  private Instant askedAt = Instant.MIN;

  DatabaseHealth(Pool pool, ObserveConfig config, InstantSource clock) {
    this.pool = pool;
    this.patience = config.databaseAnswersWithin();
    this.clock = clock;
  }

  @Override
  public synchronized Uni<HealthCheckResponse> call() {
    Instant now = clock.instant();
    Uni<HealthCheckResponse> known = latest;
    if (known != null && now.isBefore(askedAt.plus(GOOD_FOR)) && !now.isBefore(askedAt)) {
      return known;
    }
    Uni<HealthCheckResponse> asked = ask().memoize().indefinitely();
    latest = asked;
    askedAt = now;
    return asked;
  }

  private Uni<HealthCheckResponse> ask() {
    return pool.query("select 1")
        .execute()
        .map(rows -> HealthCheckResponse.up(NAME))
        .ifNoItem()
        .after(patience)
        .recoverWithItem(() -> HealthCheckResponse.down(NAME))
        .onFailure()
        .recoverWithItem(() -> HealthCheckResponse.down(NAME));
  }
}
