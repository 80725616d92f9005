package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.site.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When cameras' rules told people last, or will with a digest; of one transaction. Who told of
 * something is silent about what is not more severe.
 */
final class Cooldowns {
  private static final String TOLD =
      """
      select i.device, i.camera, i.rule, i.severity, max(n.created_at) from notification n
      join incident i on i.id = n.incident_id
      where n.kind = 'OPENED' and n.state in ('PENDING', 'SENT', 'DELIVERED', 'HELD')
        and n.created_at > :since and i.device = any(cast(string_to_array(:devices, ',') as text[]))
      group by 1, 2, 3, 4
      """;

  private record Voice(String device, String camera, String rule, Severity severity) {
    static Voice of(IncidentEntity incident, Severity severity) {
      return new Voice(incident.device(), incident.camera(), incident.rule(), severity);
    }
  }

  private final Map<Voice, Instant> told;

  private Cooldowns(Map<Voice, Instant> told) {
    this.told = told;
  }

  /** Those of the incidents' devices since that instant. */
  static Uni<Cooldowns> since(Instant since, Collection<IncidentEntity> incidents) {
    String devices =
        incidents.stream().map(IncidentEntity::device).distinct().collect(Collectors.joining(","));
    return Sql.of(TOLD)
        .with("since", since)
        .with("devices", devices)
        .unflushed()
        .list(Tuple.class)
        .map(Cooldowns::of);
  }

  private static Cooldowns of(List<Tuple> rows) {
    Map<Voice, Instant> told = new HashMap<>();
    for (Tuple row : rows) {
      told.put(
          new Voice(
              row.get(0, String.class),
              row.get(1, String.class),
              row.get(2, String.class),
              Severity.valueOf(row.get(3, String.class))),
          row.get(4, OffsetDateTime.class).toInstant());
    }
    return new Cooldowns(told);
  }

  /** When it was told of something as severe as this, or more. */
  Optional<Instant> told(IncidentEntity incident) {
    return Stream.of(Severity.values())
        .filter(severity -> severity.compareTo(incident.severity()) >= 0)
        .flatMap(severity -> Optional.ofNullable(told.get(Voice.of(incident, severity))).stream())
        .max(Comparator.naturalOrder());
  }

  /** Notes that it is told now. */
  void note(IncidentEntity incident, Instant now) {
    told.put(Voice.of(incident, incident.severity()), now);
  }
}
