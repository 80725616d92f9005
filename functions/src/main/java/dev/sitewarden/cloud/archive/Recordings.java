package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Sight;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads recordings, inside the caller's session. */
@Singleton
class Recordings {
  /** Two days of a camera, a minute each. */
  private static final int MOST = 3000;

  /** No recording is as long: without a bound a query reads all that a camera recorded before. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final String ONE =
      Recording.COLUMNS + "where r.device = :device and r.id = :id and " + Sight.condition("r");
  private static final String OF_CAMERA =
      Recording.COLUMNS
          + """
            where r.device = :device and r.camera = :camera
              and r.from_at < :until and r.to_at > :since and r.from_at > :earliest and
            """
          + Sight.condition("r")
          + "order by r.from_at, r.id";

  /** Of each camera, and of each of its situations, the index gives the first and the last. */
  private static final String CAMERAS =
      """
      select seen.device, seen.camera, cast(min(seen.oldest) as text), cast(max(seen.newest) as text)
      from (
        select known.device, known.camera,
          (select min(r.from_at) from recording r
            where r.device = known.device and r.camera = known.camera) as oldest,
          (select max(r.from_at) from recording r
            where r.device = known.device and r.camera = known.camera) as newest
        from known_camera known
        union all
        select known.device, known.camera,
          (select min(i.captured_at) from incident i
            where i.device = known.device and i.camera = known.camera
              and i.zone_id = known.zone_id and i.rule = known.rule),
          (select max(i.captured_at) from incident i
            where i.device = known.device and i.camera = known.camera
              and i.zone_id = known.zone_id and i.rule = known.rule)
        from known_situation known) seen
      where seen.oldest is not null and
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
        .setParameter("earliest", since.minus(LONGEST))
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
