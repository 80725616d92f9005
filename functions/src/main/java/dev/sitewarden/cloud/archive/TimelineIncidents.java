package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.rights.Sight;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reads what happened before a camera, inside the caller's session: page by page, so that a flood
 * does not lie in memory with all that rows know.
 */
@Singleton
class TimelineIncidents {
  private static final int PAGE = 1000;
  private static final String OF_CAMERA =
      "from IncidentEntity seen where device = :device and camera = :camera"
          + " and capturedAt >= :since and capturedAt < :until"
          + " and (capturedAt > :at or (capturedAt = :at and id > :id)) and "
          + Sight.condition("seen")
          + "order by capturedAt, id";

  /** Of which camera and which time. */
  record Wanted(String device, String camera, Instant since, Instant until, Sight sight) {}

  /**
   * Incidents, oldest first.
   *
   * @param cutAt from when on some are missing, because there are more than were wanted
   */
  record Found(List<Timeline.Mark> marks, Optional<Instant> cutAt) {
    Found {
      marks = List.copyOf(marks);
    }

    static Found of(List<Timeline.Mark> read, int most) {
      return read.size() <= most
          ? new Found(read, Optional.empty())
          : new Found(read.subList(0, most), Optional.of(read.get(most).capturedAt()));
    }
  }

  /** So many at most; nothing else that the session holds is needed afterwards. */
  Uni<Found> of(Wanted wanted, int most) {
    return Panache.getSession()
        .flatMap(session -> read(session, wanted, most, new ArrayList<>()))
        .map(read -> Found.of(read, most));
  }

  private static Uni<List<Timeline.Mark>> read(
      Mutiny.Session session, Wanted wanted, int most, List<Timeline.Mark> read) {
    return page(session, wanted, read)
        .flatMap(
            rows -> {
              rows.forEach(row -> read.add(Timeline.Mark.of(row)));
              session.clear();
              return rows.size() < PAGE || read.size() > most
                  ? Uni.createFrom().item(read)
                  : read(session, wanted, most, read);
            });
  }

  private static Uni<List<IncidentEntity>> page(
      Mutiny.Session session, Wanted wanted, List<Timeline.Mark> read) {
    Instant at = read.isEmpty() ? Instant.EPOCH : read.getLast().capturedAt();
    UUID id = read.isEmpty() ? new UUID(0, 0) : read.getLast().id();
    return wanted
        .sight()
        .bind(session.createSelectionQuery(OF_CAMERA, IncidentEntity.class))
        .setParameter("device", wanted.device())
        .setParameter("camera", wanted.camera())
        .setParameter("since", wanted.since())
        .setParameter("until", wanted.until())
        .setParameter("at", at)
        .setParameter("id", id)
        .setMaxResults(PAGE)
        .getResultList();
  }
}
