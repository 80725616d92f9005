package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.rights.Sight;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reads what happened before a camera, inside the caller's session. */
@Singleton
class TimelineIncidents {
  private static final int MOST = 2000;
  private static final String OF_CAMERA =
      "from IncidentEntity seen where device = :device and camera = :camera"
          + " and capturedAt >= :since and capturedAt < :until and "
          + Sight.condition("seen")
          + "order by capturedAt, id";

  Uni<List<IncidentEntity>> of(
      String device, String camera, Instant since, Instant until, Sight sight) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight
                    .bind(session.createSelectionQuery(OF_CAMERA, IncidentEntity.class))
                    .setParameter("device", device)
                    .setParameter("camera", camera)
                    .setParameter("since", since)
                    .setParameter("until", until)
                    .setMaxResults(MOST)
                    .getResultList());
  }
}
