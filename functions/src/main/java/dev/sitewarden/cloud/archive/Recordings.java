package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Sight;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads recordings, inside the caller's session. */
@Singleton
class Recordings {
  /** Two days of a camera, a minute each. */
  private static final int MOST = 3000;

  private static final String ONE =
      Recording.COLUMNS + "where r.device = :device and r.id = :id and " + Sight.condition("r");
  private static final String OF_CAMERA =
      Recording.COLUMNS
          + """
            where r.device = :device and r.camera = :camera and r.from_at < :until and r.to_at > :since and
            """
          + Sight.condition("r")
          + "order by r.from_at, r.id";
  private static final String CAMERAS =
      """
      select seen.device, seen.camera, cast(min(seen.at) as text), cast(max(seen.at) as text) from (
        select device, camera, from_at as at from recording
        union all
        select device, camera, captured_at from incident) seen
      where
      """
          + Sight.condition("seen")
          + "group by seen.device, seen.camera order by seen.device, seen.camera";

  /** The recording; what is not seen is not there. */
  Uni<Recording> get(String device, UUID id, Sight sight) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight
                    .bind(session.createNativeQuery(ONE, Object[].class))
                    .setParameter("device", device)
                    .setParameter("id", id)
                    .getResultList())
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw ProblemException.notFound(
                    "recording-unknown", "There is no recording %s of %s.".formatted(id, device));
              }
              return Recording.of(rows.getFirst());
            });
  }

  /** What a camera recorded of a time, oldest first. */
  Uni<List<Recording>> of(String device, String camera, Instant since, Instant until, Sight sight) {
    return Panache.getSession()
        .flatMap(session -> of(session, device, camera, since, until, sight))
        .map(rows -> rows.stream().map(Recording::of).toList());
  }

  private static Uni<List<Object[]>> of(
      Mutiny.Session session,
      String device,
      String camera,
      Instant since,
      Instant until,
      Sight sight) {
    return sight
        .bind(session.createNativeQuery(OF_CAMERA, Object[].class))
        .setParameter("device", device)
        .setParameter("camera", camera)
        .setParameter("since", since)
        .setParameter("until", until)
        .setMaxResults(MOST)
        .getResultList();
  }

  /** Every camera in sight that has something to show: device, camera, oldest and newest. */
  Uni<List<Object[]>> cameras(Sight sight) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight.bind(session.createNativeQuery(CAMERAS, Object[].class)).getResultList());
  }
}
