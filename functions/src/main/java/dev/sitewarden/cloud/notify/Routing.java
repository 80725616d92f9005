package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

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

  /** Held to the transaction's end; a number of this program's, below those of incidents. */
  private static final String ALONE = "select cast(pg_advisory_xact_lock(20261128) as text)";

  private static final String NEW =
      "from NotificationEntity where state = NEW order by createdAt, id";

  private static final String NEWEST =
      "from NotificationEntity where state = NEW order by createdAt desc";

  private final NotificationRows rows;
  private final RoutingFacts facts;
  private final Digests digests;
  private final IncidentNotices notices;
  private final Destinations destinations;
  private final InstantSource clock;
  private final NotifyConfig config;

  Routing(
      NotificationRows rows,
      RoutingFacts facts,
      Digests digests,
      IncidentNotices notices,
      Destinations destinations,
      NotifyConfig config,
      InstantSource clock) {
    this.rows = rows;
    this.facts = facts;
    this.digests = digests;
    this.notices = notices;
    this.destinations = destinations;
    this.config = config;
    this.clock = clock;
  }

  /** Routes what is new, and tells of what was held long enough; whether more may be new. */
  Uni<Boolean> route() {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .call(session -> session.createNativeQuery(ALONE, String.class).getResultList())
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
                    .gather(now, incidents.values())
                    .flatMap(known -> route(fresh, incidents, known, now)));
  }

  private Uni<Void> route(
      List<NotificationEntity> fresh,
      Map<UUID, IncidentEntity> incidents,
      RoutingFacts.Known known,
      Instant now) {
    List<NotificationEntity> copies = new ArrayList<>();
    List<Notice> suppressed = new ArrayList<>();
    for (NotificationEntity row : fresh) {
      IncidentEntity incident = incidents.get(row.incidentId);
      if (incident == null) {
        throw new IllegalStateException("message %s is about no incident".formatted(row.id));
      }
      copies.addAll(routed(row, incident, known, now));
      if (row.suppressedBy != null && row.suppressedBy != Suppression.Code.STORM) {
        suppressed.add(new Notice(incident.id(), now, String.valueOf(row.reason)));
      }
    }
    return Panache.getSession()
        .flatMap(session -> session.persistAll(copies.toArray()))
        .chain(() -> notices.suppressed(suppressed));
  }

  /** One message that cannot be routed holds up no other: it is given up, and people see why. */
  private List<NotificationEntity> routed(
      NotificationEntity row, IncidentEntity incident, RoutingFacts.Known known, Instant now) {
    try {
      Optional<Suppression> why = known.suppression(row, incident);
      why.ifPresent(row::suppress);
      List<NotificationEntity> copies =
          why.isPresent() ? List.of() : send(row, incident, known, now);
      if (row.text == null) { // nobody is told now, and people see what he would have been told
        row.say(words(row, incident, Language.EN, false));
      }
      return copies;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "notification %s cannot be routed", row.id);
      row.giveUp("it cannot be routed: " + failure);
      return List.of();
    }
  }

  /** Chooses whom it goes to; what else has to be written for more channels. */
  private List<NotificationEntity> send(
      NotificationEntity row, IncidentEntity incident, RoutingFacts.Known known, Instant now) {
    Optional<Instant> quietUntil = known.quietUntil(incident);
    Optional<String> person = known.person(row, incident, quietUntil.orElse(now));
    if (person.isEmpty()) {
      row.suppress(
          new Suppression(
              Suppression.Code.NOBODY,
              "nobody is on call at %s now, and nobody is named otherwise"
                  .formatted(incident.site())));
      return List.of();
    }
    known.noteTold(incident, now);
    if (quietUntil.isPresent()) {
      row.hold(
          person.get(),
          Suppression.Code.QUIET_HOURS,
          "quiet hours at %s: only alarms wake people; told in a digest at %s"
              .formatted(incident.site(), quietUntil.get()),
          quietUntil.get());
      return List.of();
    }
    List<Destination> ways =
        destinations.of(person.get(), known.contact(person.get()), row.kind, incident.site());
    if (known.isStorm(person.get())) {
      row.hold(
          person.get(),
          Suppression.Code.STORM,
          "more than %d messages in %d min: it waits for the next digest"
              .formatted(config.stormSize(), config.stormWithin().toMinutes()),
          row.createdAt.plus(config.digestAfter()));
      return List.of();
    }
    known.noteSentTo(person.get());
    List<NotificationEntity> copies = new ArrayList<>();
    for (Destination way : ways) {
      NotificationEntity message = way.equals(ways.getFirst()) ? row : row.copy();
      Words words = words(row, incident, way.language(), way.isShort());
      message.sendTo(way, words, destinations.due(way, now));
      if (message != row) {
        copies.add(message);
      }
    }
    return copies;
  }

  private Words words(
      NotificationEntity row, IncidentEntity incident, Language language, boolean isShort) {
    Phrases phrases = Phrases.in(language);
    return switch (row.kind) {
      case OPENED -> phrases.opened(incident, isShort, config.pageUrl());
      case ESCALATED -> {
        Duration waited = Duration.between(incident.receivedAt(), row.createdAt);
        yield phrases.escalated(incident, waited, isShort, config.pageUrl());
      }
      case DIGEST -> throw new IllegalStateException("digest %s is to be routed".formatted(row.id));
    };
  }
}
