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
 * Tells of what was held in a storm or in quiet hours and is open still: one message to a person
 * for all of it, and one to each other system for what it wants to know of it.
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

  private record Held(NotificationEntity row, IncidentEntity incident) {}

  private final NotificationRows rows;
  private final Contacts contacts;
  private final Destinations destinations;
  private final Webhooks webhooks;
  private final DigestContents contents;
  private final NotifyConfig config;

  Digests(
      NotificationRows rows,
      Contacts contacts,
      Destinations destinations,
      Webhooks webhooks,
      DigestContents contents,
      NotifyConfig config) {
    this.rows = rows;
    this.contacts = contacts;
    this.destinations = destinations;
    this.webhooks = webhooks;
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
    Map<Boolean, List<Held>> byOpen =
        held.stream()
            .map(row -> new Held(row, Objects.requireNonNull(incidents.get(row.incidentId))))
            .collect(
                Collectors.partitioningBy(one -> one.incident().state() == IncidentState.OPEN));
    byOpen
        .getOrDefault(false, List.of())
        .forEach(one -> one.row().suppress(Suppression.answered(one.incident())));
    Map<String, List<Held>> byPerson =
        byOpen.getOrDefault(true, List.of()).stream()
            .collect(
                Collectors.groupingBy(
                    one -> String.valueOf(one.row().recipient), TreeMap::new, Collectors.toList()));
    List<NotificationEntity> digests = new ArrayList<>();
    byPerson.forEach(
        (person, ofPerson) ->
            digests.addAll(
                digest(person, ofPerson, Optional.ofNullable(contacts.get(person)), now)));
    List<Held> all = byPerson.values().stream().flatMap(List::stream).toList();
    for (Webhook hook : webhooks.all()) {
      List<Held> wanted =
          all.stream()
              .filter(one -> one.row().keptTo().isEmpty()) // of the others it was told at once
              .filter(one -> hook.wants(NotificationKind.DIGEST, one.incident().site()))
              .toList();
      if (!wanted.isEmpty()) {
        digests.add(digest(hook.destination(), wanted, now));
      }
    }
    return Panache.getSession()
        .flatMap(session -> session.persistAll(digests.toArray()))
        .chain(() -> contents.write(digests));
  }

  private List<NotificationEntity> digest(
      String person, List<Held> held, Optional<ContactEntity> contact, Instant now) {
    List<NotificationEntity> digests =
        ways(person, held, contact).stream().map(way -> digest(way, held, now)).toList();
    for (Held one : held) {
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
