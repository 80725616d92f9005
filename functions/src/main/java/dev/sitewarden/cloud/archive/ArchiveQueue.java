package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.observe.RowGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Shows how many recordings wait to be copied to the archive, and how many were refused. */
@Singleton
class ArchiveQueue implements Chore {
  /** Counting stops there: more is the same news, and costs more. */
  private static final String COUNT =
      """
      select state.name, count(queue.why)
      from (values ('waiting'), ('refused')) as state (name)
      left join (
        select case when refused is null then 'waiting' else 'refused' end as why
        from recording_tier
        where archived_at is null and gone_at is null
        limit 10000) as queue
        on queue.why = state.name
      group by state.name
      """;

  private final RowGauge gauge;

  ArchiveQueue(MeterRegistry registry) {
    this.gauge =
        new RowGauge(
            registry,
            "sitewarden.archive.queue",
            "Recordings that are not in the archive yet, 10000 at most",
            "state",
            COUNT);
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.FILES;
  }

  @Override
  public Uni<Void> run() {
    return gauge.refresh();
  }
}
