package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells of what was held in a storm: one message to a person for all of it, and one to each other
 * system for what it wants to know of it.
 */
@Singleton
class Digests {
  private static final int MOST_HELD = 5000;
  private static final int MOST_SUBJECTS = 5;
  private static final String HELD =
      """
      from NotificationEntity where state = HELD and recipient in (
        select recipient from NotificationEntity where state = HELD and createdAt <= :before)
      order by createdAt
      """;

  private final NotificationRows rows;
  private final Contacts contacts;
  private final Destinations destinations;
  private final Webhooks webhooks;
  private final NotifyConfig config;

  Digests(
      NotificationRows rows,
      Contacts contacts,
      Destinations destinations,
      Webhooks webhooks,
      NotifyConfig config) {
    this.rows = rows;
    this.contacts = contacts;
    this.destinations = destinations;
    this.webhooks = webhooks;
    this.config = config;
  }

  /** Writes what is due, in the caller's transaction. */
  Uni<Void> tellOfHeld(Instant now) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(HELD, NotificationEntity.class)
                    .setParameter("before", now.minus(config.digestAfter()))
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
    Map<String, List<NotificationEntity>> byPerson =
        held.stream()
            .collect(
                Collectors.groupingBy(
                    row -> String.valueOf(row.recipient), TreeMap::new, Collectors.toList()));
    List<NotificationEntity> digests = new ArrayList<>();
    byPerson.forEach(
        (person, rows) ->
            digests.addAll(digest(person, rows, Optional.ofNullable(contacts.get(person)), now)));
    for (Webhook hook : webhooks.all()) {
      List<NotificationEntity> wanted =
          held.stream().filter(row -> wants(hook, incidents.get(row.incidentId))).toList();
      if (!wanted.isEmpty()) {
        digests.add(digest(hook.destination(), words(wanted, config.pageUrl()), now));
      }
    }
    return Panache.getSession().flatMap(session -> session.persistAll(digests.toArray()));
  }

  private static boolean wants(Webhook hook, @Nullable IncidentEntity incident) {
    return incident != null && hook.wants(NotificationKind.DIGEST, incident.site());
  }

  private List<NotificationEntity> digest(
      String person, List<NotificationEntity> held, Optional<ContactEntity> contact, Instant now) {
    Words words = words(held, config.pageUrl());
    List<NotificationEntity> digests = new ArrayList<>();
    for (Destination way : destinations.of(person, contact)) {
      digests.add(digest(way, words, now));
    }
    for (NotificationEntity row : held) {
      row.state = NotificationState.SUPPRESSED;
      row.digestId = digests.getFirst().id;
      row.reason = "one of %d in a storm: told of in a digest at %s".formatted(held.size(), now);
    }
    return digests;
  }

  private static NotificationEntity digest(Destination way, Words words, Instant now) {
    NotificationEntity digest =
        new NotificationEntity(NotificationKind.DIGEST, Optional.empty(), 0, words, now);
    digest.sendTo(way, now);
    return digest;
  }

  static Words words(List<NotificationEntity> held, URI page) {
    Map<String, Long> bySubject =
        held.stream().collect(Collectors.groupingBy(row -> row.subject, Collectors.counting()));
    String most =
        bySubject.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_SUBJECTS)
            .map(entry -> "%d x %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining("; "));
    int others = Math.max(0, bySubject.size() - MOST_SUBJECTS);
    String subject = "%d more incidents".formatted(held.size());
    return new Words(
        subject,
        "%s since %s: %s%s. Look at them: %s"
            .formatted(
                subject,
                held.getFirst().createdAt,
                most,
                others == 0 ? "" : "; and %d other kinds".formatted(others),
                page.resolve("/?state=OPEN")));
  }
}
