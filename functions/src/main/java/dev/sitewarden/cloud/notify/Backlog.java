package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.observe.ObserveConfig;
import dev.sitewarden.cloud.observe.RowGauge;
import dev.sitewarden.cloud.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * What waits to be sent: shown as numbers, and not well if somebody should have been told long ago.
 * An instance with a backlog serves all the same, so this is wellness and not readiness.
 */
@Wellness
@Singleton
public class Backlog implements Chore, AsyncHealthCheck {
  /** Each state by its own name, so that each has an index that holds nothing else. */
  private static final String COUNT =
      """
      select 'NEW', count(*) from notification
        where state = 'NEW' and created_at > now() - interval '1 day'
      union all select 'PENDING', count(*) from notification
        where state = 'PENDING' and created_at > now() - interval '1 day'
      union all select 'HELD', count(*) from notification
        where state = 'HELD' and created_at > now() - interval '1 day'
      union all select 'FAILED', count(*) from notification
        where state = 'FAILED' and created_at > now() - interval '1 day'
      """;

  private static final String OVERDUE =
      """
      select count(*) from notification
      where (state = 'PENDING' and attempts = 0 and next_attempt_at < :since)
        or (state = 'NEW' and created_at < :since)
      """;

  private final RowGauge gauge;
  private final Duration longest;
  private final InstantSource clock;

  Backlog(MeterRegistry registry, ObserveConfig config, InstantSource clock) {
    this.gauge =
        new RowGauge(
            registry,
            "sitewarden.notification.backlog",
            "Messages of the last day that are new, pending, held or failed",
            "state",
            COUNT);
    this.longest = config.messagesWaitAtMost();
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN;
  }

  @Override
  public Uni<Void> run() {
    return gauge.refresh();
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    Instant since = clock.instant().minus(longest);
    return Panache.withSession(() -> Sql.of(OVERDUE).with("since", since).single(Long.class))
        .map(Backlog::response)
        .onFailure()
        .recoverWithItem(() -> response(-1)); // the database is away, which readiness says
  }

  private static HealthCheckResponse response(long overdue) {
    return HealthCheckResponse.named("notifications").status(overdue == 0).build();
  }
}
