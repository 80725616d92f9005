package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.observe.RowGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Shows how many incidents nobody has resolved, by severity; a repeat is decided with its first.
 */
@Singleton
class OpenIncidents implements Chore {
  private static final String COUNT =
      """
      select severity.name, count(incident.id)
      from (values ('INFO'), ('WARNING'), ('ALARM')) as severity (name)
      left join incident
        on incident.severity = severity.name and incident.state in ('OPEN', 'ACKNOWLEDGED')
          and incident.part_of is null
      group by severity.name
      """;

  private final RowGauge gauge;

  OpenIncidents(MeterRegistry registry) {
    this.gauge =
        new RowGauge(
            registry,
            "sitewarden.incident.open",
            "Incidents that nobody has resolved",
            "severity",
            COUNT);
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN;
  }

  @Override
  public Uni<Void> run() {
    return gauge.refresh();
  }
}
