package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.incident.IncidentState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells of what was held in a storm or in quiet hours and is open still, or became an alarm and is
 * not resolved: one message to a person for all of it. Other systems were told at once.
 */
@Singleton
class Digests {
  /**
   * Of more there are several digests: what becomes of one holds all that it tells of at once, and
   * PostgreSQL has room for some thousand locks.
   */
  private static final int MOST_HELD = 1000;

  /** Once something is due for a person, all of the storm is; what waits for morning is not. */
  private static final String HELD =
      """
      from NotificationEntity
      where state = HELD and (suppressedBy = STORM or nextAttemptAt <= :now) and recipient in (
        select recipient from NotificationEntity where state = HELD and nextAttemptAt <= :now)
      order by createdAt
      """;

  /**
   * A message that was held.
   *
   * @param first what people decide on
   */
  private record Held(NotificationEntity row, IncidentEntity incident, IncidentEntity first) {
    static Held of(NotificationEntity row, Map<UUID, IncidentEntity> incidents) {
      IncidentEntity incident = Objects.requireNonNull(incidents.get(row.incidentId));
      return new Held(row, incident, incidents.getOrDefault(row.situation, incident));
    }

    boolean isNews() {
      return first.state() == IncidentState.OPEN
          || (row.raised && first.state() == IncidentState.ACKNOWLEDGED);
    }
  }

  private final NotificationRows rows;
  private final Contacts contacts;
  private final Destinations destinations;
  private final DigestContents contents;
  private final NotifyConfig config;

  Digests(
      NotificationRows rows,
      Contacts contacts,
      Destinations destinations,
      DigestContents contents,
      NotifyConfig config) {
    this.rows = rows;
    this.contacts = contacts;
    this.destinations = destinations;
    this.contents = contents;
    this.config = config;
  }

  /** Writes what is due, in the caller's transaction. */
  Uni<Void> tellOfHeld(Instant now) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(HELD, NotificationEntity.class)
                    .setParameter("now", now)
                    .setMaxResults(MOST_HELD)
                    .getResultList())
        .flatMap(
            held ->
                held.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : contacts
                        .byPerson()
                        .flatMap(
                            known ->
                                rows.incidentsOf(held)
                                    .flatMap(incidents -> tell(held, known, incidents, now))));
  }

  private Uni<Void> tell(
      List<NotificationEntity> held,
      Map<String, ContactEntity> contacts,
      Map<UUID, IncidentEntity> incidents,
      Instant now) {
    Map<Boolean, List<Held>> byNews =
        held.stream()
            .map(row -> Held.of(row, incidents))
            .collect(Collectors.partitioningBy(Held::isNews));
    byNews
        .getOrDefault(false, List.of())
        .forEach(one -> one.row().suppress(Suppression.answered(one.first().state())));
    Map<String, List<Held>> byPerson =
        byNews.getOrDefault(true, List.of()).stream()
            .collect(
                Collectors.groupingBy(
                    one -> String.valueOf(one.row().recipient), TreeMap::new, Collectors.toList()));
    List<NotificationEntity> digests = new ArrayList<>();
    byPerson.forEach(
        (person, ofPerson) ->
            digests.addAll(
                digest(person, ofPerson, Optional.ofNullable(contacts.get(person)), now)));
    return Panache.getSession()
        .flatMap(session -> session.persistAll(digests.toArray()))
        .chain(() -> contents.write(digests));
  }

  private List<NotificationEntity> digest(
      String person, List<Held> held, Optional<ContactEntity> contact, Instant now) {
    List<NotificationEntity> digests =
        ways(person, held, contact).stream().map(way -> digest(way, held, now)).toList();
    for (Held one : held) {
      one.row().saysOf(one.incident());
      one.row().toldOf(digests.getFirst().id, held.size(), now);
    }
    return digests;
  }

  /** Every way to the person, unless all of it is kept to one. */
  private List<Destination> ways(String person, List<Held> held, Optional<ContactEntity> contact) {
    List<Destination> kept = held.stream().flatMap(one -> one.row().keptTo().stream()).toList();
    return kept.size() == held.size() ? List.of(kept.getFirst()) : destinations.of(person, contact);
  }

  private NotificationEntity digest(Destination way, List<Held> held, Instant now) {
    List<IncidentEntity> about = held.stream().map(Held::incident).distinct().toList();
    Instant since =
        held.stream().map(one -> one.row().createdAt).min(Comparator.naturalOrder()).orElseThrow();
    NotificationEntity digest =
        new NotificationEntity(NotificationKind.DIGEST, Optional.empty(), 0, now);
    digest.sendTo(
        way, Phrases.in(way.language()).digest(about, since, way.isShort(), config.pageUrl()), now);
    digest.tellsOf = about.stream().map(IncidentEntity::id).toList();
    return digest;
  }
}
