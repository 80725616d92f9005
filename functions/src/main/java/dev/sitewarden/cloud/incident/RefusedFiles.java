package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.Evidence;
import io.smallrye.mutiny.Uni;

/**
 * Files that devices stored for an incident and that were refused as its evidence. They are kept as
 * long as the evidence is, as a person may still want to see which of the two is right; then
 * retention takes both.
 */
final class RefusedFiles {
  private static final String NOTE =
      """
      insert into refused_file (incident_id, path)
      select :incident, :path
      where (select count(*) from refused_file where incident_id = :incident) < :most
      on conflict (incident_id, path) do update set gone_at = null
      """;

  /** Files of one incident; a device that invents ever new names is not to fill the table. */
  private static final int MOST = 32;

  private RefusedFiles() {}

  /** Notes one inside the caller's transaction, unless it lies where others have theirs. */
  static Uni<Void> note(IncidentEntity incident, Evidence refused) {
    if (!EvidenceFolder.has(incident, refused.path())) {
      return Uni.createFrom().voidItem();
    }
    return Sql.of(NOTE)
        .with("incident", incident.id)
        .with("path", refused.path())
        .with("most", MOST)
        .unflushed()
        .execute()
        .replaceWithVoid();
  }
}
