package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.site.Severity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses whom a message goes to, and how: at once, or held for a digest; and where the plan names
 * nobody, whom else (decision 0098).
 */
@Singleton
class Addressing {
  private final Destinations destinations;
  private final NotifyConfig config;

  Addressing(Destinations destinations, NotifyConfig config) {
    this.destinations = destinations;
    this.config = config;
  }

  /**
   * What a message is about, and what is known then.
   *
   * @param quietUntil until when people are not woken for it
   */
  private record Matter(
      IncidentEntity incident, RoutingFacts.Known known, Optional<Instant> quietUntil) {}

  /** Addresses a message; the others that have to be written for more channels and people. */
  List<NotificationEntity> address(
      NotificationEntity row, IncidentEntity incident, RoutingFacts.Known known) {
    Matter matter = new Matter(incident, known, known.quietUntil(incident));
    List<NotificationEntity> written = new ArrayList<>(tellSystems(row, matter));
    written.addAll(
        known
            .person(row, incident, matter.quietUntil().orElse(known.now()))
            .map(person -> tell(row, matter, ways(person, matter)))
            .orElseGet(() -> tellOthers(row, matter)));
    return written;
  }

  /** Other systems do not sleep and have no part in a storm: each is told at once, and once. */
  private List<NotificationEntity> tellSystems(NotificationEntity row, Matter matter) {
    if (row.isWoken() && !row.raised) {
      return List.of(); // they were told when it was held
    }
    List<NotificationEntity> written = new ArrayList<>();
    for (Destination system : destinations.others(row.kind, matter.incident().site())) {
      NotificationEntity copy = row.copy();
      send(copy, system, matter);
      written.add(copy);
    }
    return written;
  }

  private List<Destination> ways(String person, Matter matter) {
    return destinations.of(person, matter.known().contact(person));
  }

  /** The message itself stays, and says that it found nobody. */
  private List<NotificationEntity> tellOthers(NotificationEntity row, Matter matter) {
    Instead instead = matter.known().instead(matter.incident());
    Instant at = matter.quietUntil().orElse(matter.known().now());
    row.foundNobody(Suppression.nobody(matter.incident().site(), at, instead), matter.quietUntil());
    return switch (instead) {
      case Instead.One(var person) -> {
        NotificationEntity copy = row.copy();
        List<NotificationEntity> written = new ArrayList<>(List.of(copy));
        written.addAll(tell(copy, matter, ways(person, matter)));
        yield written;
      }
      case Instead.Mailboxes(var people) -> mail(row, matter, people);
    };
  }

  /** E-mails wake nobody, so quiet hours do not matter. */
  private List<NotificationEntity> mail(
      NotificationEntity row, Matter matter, List<ContactEntity> people) {
    Matter awake = new Matter(matter.incident(), matter.known(), Optional.empty());
    List<NotificationEntity> written = new ArrayList<>();
    for (ContactEntity contact : people) {
      Destination mailbox = destinations.byMail(contact);
      NotificationEntity copy = row.insteadCopy();
      written.add(copy);
      written.addAll(tell(copy, awake, List.of(mailbox)));
      if (copy.state == NotificationState.HELD) {
        copy.keepTo(mailbox);
      }
    }
    return written;
  }

  /**
   * Tells the person of the first of the ways by all of them, or keeps it back for a digest; not if
   * it is his own news.
   */
  private List<NotificationEntity> tell(
      NotificationEntity row, Matter matter, List<Destination> ways) {
    IncidentEntity incident = matter.incident();
    RoutingFacts.Known known = matter.known();
    String person = ways.getFirst().recipient();
    if (row.isRaisedBy(person)) {
      return List.of();
    }
    row.saysOf(incident);
    if (matter.quietUntil().isPresent()) {
      Instant end = matter.quietUntil().get();
      row.hold(person, Suppression.quiet(incident.site(), end), end);
      return List.of();
    }
    if (known.isStorm(row, person)) {
      row.hold(
          person,
          Suppression.storm(config.stormSize(), config.stormWithin()),
          row.createdAt.plus(config.digestAfter()));
      return List.of();
    }
    known.noteSentTo(row, person);
    List<NotificationEntity> copies = new ArrayList<>();
    for (Destination way : ways) {
      NotificationEntity message = way.equals(ways.getFirst()) ? row : row.copy();
      send(message, way, matter);
      if (message != row) {
        copies.add(message);
      }
    }
    return copies;
  }

  private void send(NotificationEntity message, Destination way, Matter matter) {
    message.saysOf(matter.incident());
    message.sendTo(
        way,
        words(message, matter.incident(), way.language(), way.isShort()),
        destinations.due(way, matter.known().now()));
  }

  /** What a message says of its incident. */
  Words words(NotificationEntity row, IncidentEntity incident, Language language, boolean isShort) {
    Phrases phrases = Phrases.in(language);
    return switch (row.kind) {
      case OPENED ->
          row.raised && incident.severity() == Severity.ALARM
              ? phrases.raised(incident, isShort, config.pageUrl())
              : phrases.opened(incident, isShort, config.pageUrl());
      case ESCALATED -> {
        Duration waited = Duration.between(incident.receivedAt(), row.createdAt);
        yield phrases.escalated(incident, waited, isShort, config.pageUrl());
      }
      case DIGEST -> throw new IllegalStateException("digest %s is to be routed".formatted(row.id));
    };
  }
}
