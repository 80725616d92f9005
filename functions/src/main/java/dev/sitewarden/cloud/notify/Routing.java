package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.incident.WhyNot;
import dev.sitewarden.cloud.observe.Masks;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides of each new message whom it goes to, how, or why to nobody. One process at a time routes,
 * so that a cooldown or a storm is counted once.
 */
@Singleton
class Routing {
  private static final Logger LOG = Logger.getLogger(Routing.class);

  /**
   * How many a round takes. A round has a dozen round trips however many messages it routes, and
   * where the cores are full each of them waits: more keep up better, and hold their rows longer.
   */
  private static final int AT_ONCE = 400;

  private static final String NEW =
      "from NotificationEntity where state = NEW order by createdAt, raised, id";

  private static final String NEWEST =
      "from NotificationEntity where state = NEW order by createdAt desc";

  private final NotificationRows rows;
  private final RoutingFacts facts;
  private final Digests digests;
  private final IncidentNotices notices;
  private final Addressing addressing;
  private final InstantSource clock;

  Routing(
      NotificationRows rows,
      RoutingFacts facts,
      Digests digests,
      IncidentNotices notices,
      Addressing addressing,
      InstantSource clock) {
    this.rows = rows;
    this.facts = facts;
    this.digests = digests;
    this.notices = notices;
    this.addressing = addressing;
    this.clock = clock;
  }

  /** Routes what is new, and tells of what was held long enough; whether more may be new. */
  Uni<Boolean> route() {
    return Panache.withTransaction(
        () ->
            AdvisoryLock.ROUTING
                .take()
                .chain(() -> Panache.getSession())
                .flatMap(session -> fresh(session, NEW, AT_ONCE))
                .call(fresh -> digests.tellOfHeld(clock.instant()))
                .call(fresh -> route(fresh)) // makes news, which comes last
                .map(fresh -> fresh.size() == AT_ONCE));
  }

  /**
   * Routes what is newest, inside the caller's transaction, which is undone; nobody waits for it.
   */
  Uni<Void> rehearse() {
    return Panache.getSession().flatMap(session -> fresh(session, NEWEST, 1)).flatMap(this::route);
  }

  private static Uni<List<NotificationEntity>> fresh(
      Mutiny.Session session, String query, int most) {
    return session
        .createSelectionQuery(query, NotificationEntity.class)
        .setMaxResults(most)
        .getResultList();
  }

  private Uni<Void> route(List<NotificationEntity> fresh) {
    if (fresh.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Instant now = clock.instant();
    return rows.incidentsOf(fresh)
        .flatMap(
            incidents ->
                facts
                    .gather(now, fresh, incidents)
                    .flatMap(known -> route(fresh, incidents, known)));
  }

  private Uni<Void> route(
      List<NotificationEntity> fresh,
      Map<UUID, IncidentEntity> incidents,
      RoutingFacts.Known known) {
    List<NotificationEntity> written = new ArrayList<>();
    Set<Notice> untold = new LinkedHashSet<>(); // of several people who wait, one line
    for (NotificationEntity row : firstsFirst(fresh, incidents)) {
      IncidentEntity incident = incidents.get(row.incidentId);
      if (incident == null) {
        throw new IllegalStateException("message %s is about no incident".formatted(row.id));
      }
      List<NotificationEntity> routed = routed(row, incident, known);
      written.addAll(routed);
      for (NotificationEntity message : routed) {
        if (message.state != NotificationState.PENDING) {
          untold.add(notice(message, incident.id(), known.now()));
        }
      }
    }
    written.removeAll(fresh);
    List<NotificationEntity> stale =
        fresh.stream().filter(row -> row.state == NotificationState.NEW).toList();
    return Panache.getSession()
        .call(session -> session.persistAll(written.toArray()))
        .flatMap(session -> session.removeAll(stale.toArray()))
        .chain(() -> notices.note(untold));
  }

  /** Whether people were told of a first one is known before its repeats are routed. */
  private static List<NotificationEntity> firstsFirst(
      List<NotificationEntity> fresh, Map<UUID, IncidentEntity> incidents) {
    return fresh.stream()
        .sorted(Comparator.comparing(row -> isOfRepeat(incidents.get(row.incidentId))))
        .toList();
  }

  private static boolean isOfRepeat(@Nullable IncidentEntity incident) {
    return incident != null && incident.isRepeat();
  }

  private static Notice notice(NotificationEntity message, UUID incident, Instant at) {
    String code = String.valueOf(message.suppressedBy);
    return Notice.notTold(
        incident,
        at,
        String.valueOf(message.reason),
        Optional.ofNullable(message.reasonValues)
            .map(values -> new WhyNot(code, ReasonValues.read(values))));
  }

  /**
   * The message and what has to be written with it; nothing if it is no news, or is to whom it
   * would go. One that cannot be routed holds up no other: it is given up, and people see why.
   */
  private List<NotificationEntity> routed(
      NotificationEntity row, IncidentEntity incident, RoutingFacts.Known known) {
    if (known.isStale(row, incident)) {
      return List.of();
    }
    try {
      Optional<Suppression> why = known.suppression(row, incident);
      why.ifPresent(row::suppress);
      List<NotificationEntity> written = new ArrayList<>(List.of(row));
      if (why.isEmpty()) {
        written.addAll(addressing.address(row, incident, known));
      }
      written.removeIf(message -> message.state == NotificationState.NEW);
      for (NotificationEntity message : written) {
        if (message.text == null) { // nobody is told now: people see what he would have been told
          message.say(addressing.words(message, incident, Language.EN, false));
        }
      }
      if (why.isEmpty()) {
        known.noteTold(row, incident);
      }
      return written;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "notification %s cannot be routed", row.id);
      row.giveUp(Masks.masked("it cannot be routed: " + failure));
      return List.of(row);
    }
  }
}
