package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Sight;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads incidents, inside the caller's session or transaction. */
@Singleton
public class Incidents {
  /** How many changed incidents one answer of the long poll holds; more come with the next. */
  static final int MOST_NEWS = 100;

  private static final String THESE =
      "from IncidentEntity where id in :ids order by capturedAt desc, id desc";
  private static final int MOST_REPEATS = 200;
  private static final String CHANGED =
      """
      select seen, item.number from NewsItemEntity item
      join IncidentEntity seen on seen.id = item.incidentId
      where item.number > :cursor and
      """
          + Sight.condition("seen")
          + "order by item.number";
  private static final String REPEATS =
      "from IncidentEntity where partOf = :incident order by capturedAt, id";
  private static final String SITUATION =
      "select device, camera, zone.id, rule from IncidentEntity where id = :id";
  private static final String TIMELINE =
      "from TimelineEntity where incidentId = :incident order by at, id";

  /** An incident with its place in the order of all changes. */
  @RegisterForReflection
  record Changed(IncidentEntity incident, long number) {}

  private final ChangeFeed feed;

  Incidents(ChangeFeed feed) {
    this.feed = feed;
  }

  /**
   * The incident; a problem with the code incident-unknown if there is none, or none that is seen.
   */
  public Uni<IncidentEntity> get(UUID id, Sight sight) {
    return Panache.getSession()
        .flatMap(session -> session.find(IncidentEntity.class, id))
        .map(found -> isSeen(found, sight) ? found : null)
        .onItem()
        .ifNull()
        .failWith(
            () ->
                ProblemException.notFound(
                    "incident-unknown", "There is no incident %s.".formatted(id)));
  }

  private static boolean isSeen(@Nullable IncidentEntity found, Sight sight) {
    return found != null && sight.includes(found.device, found.camera);
  }

  /** Those with these ids, in no order; ids of none are left out. */
  public Uni<List<IncidentEntity>> all(List<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(
                        "from IncidentEntity where id in :ids", IncidentEntity.class)
                    .setParameter("ids", ids)
                    .getResultList());
  }

  /** The same, for whoever will change it: held until the caller's transaction ends. */
  public Uni<IncidentEntity> take(UUID id, Sight sight) {
    return Panache.getSession()
        .call(
            session ->
                situationOf(session, id).flatMap(found -> IncidentLock.hold(List.of(id), found)))
        .flatMap(session -> get(id, sight));
  }

  /** What never changes of an incident may be read before it is held. */
  private static Uni<List<Situation>> situationOf(Mutiny.Session session, UUID id) {
    return session
        .createSelectionQuery(SITUATION, Situation.class)
        .setParameter("id", id)
        .getResultList();
  }

  /** The incident as the API shows it, timeline included. */
  public Uni<IncidentView> view(IncidentEntity incident) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(TIMELINE, TimelineEntity.class)
                    .setParameter("incident", incident.id)
                    .getResultList())
        .flatMap(
            timeline ->
                repeatsOf(incident).map(repeats -> IncidentView.of(incident, timeline, repeats)));
  }

  private static Uni<List<IncidentEntity>> repeatsOf(IncidentEntity incident) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(REPEATS, IncidentEntity.class)
                    .setParameter("incident", incident.id)
                    .setMaxResults(MOST_REPEATS)
                    .getResultList());
  }

  /** A page, newest first. */
  Uni<IncidentList> list(Conditions conditions, int limit) {
    // The number comes first: what changes between the two answers is news again, never lost.
    return feed.newest()
        .flatMap(news -> found(conditions, limit + 1).map(rows -> list(rows, limit, news)));
  }

  /**
   * At most so many incidents, newest first. The ids come first and the rows then: the column that
   * is searched is no attribute, and Hibernate Reactive fails on a row that has more than it knows.
   */
  Uni<List<IncidentEntity>> found(Conditions conditions, int limit) {
    return Panache.getSession()
        .flatMap(session -> ids(session, conditions, limit).flatMap(ids -> rows(session, ids)));
  }

  private static Uni<List<UUID>> ids(Mutiny.Session session, Conditions conditions, int limit) {
    String sql =
        "select i.id from incident i where %s order by i.captured_at desc, i.id desc"
            .formatted(conditions.all());
    return conditions
        .bind(session.createNativeQuery(sql, UUID.class))
        .setMaxResults(limit)
        .getResultList();
  }

  private static Uni<List<IncidentEntity>> rows(Mutiny.Session session, List<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : session
            .createSelectionQuery(THESE, IncidentEntity.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  private static IncidentList list(List<IncidentEntity> rows, int limit, long news) {
    List<IncidentEntity> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    return new IncidentList(
        shown.stream().map(IncidentSummary::of).toList(),
        rows.size() > limit ? Optional.of(PageCursor.at(shown.getLast()).text()) : Optional.empty(),
        String.valueOf(news));
  }

  /** What changed after the cursor, oldest change first. */
  Uni<IncidentNews> changedAfter(Sight sight, long cursor) {
    return feed.newest()
        .flatMap(
            newest ->
                Panache.getSession()
                    .flatMap(
                        session ->
                            sight
                                .bind(session.createSelectionQuery(CHANGED, Changed.class))
                                .setParameter("cursor", cursor)
                                .setMaxResults(MOST_NEWS)
                                .getResultList())
                    .map(rows -> news(rows, newest)));
  }

  private static IncidentNews news(List<Changed> rows, long newest) {
    long next = rows.size() < MOST_NEWS ? newest : rows.getLast().number();
    return new IncidentNews(
        rows.stream().map(Changed::incident).map(IncidentSummary::of).toList(),
        String.valueOf(next));
  }
}
