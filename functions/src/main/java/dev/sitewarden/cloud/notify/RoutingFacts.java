package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.people.Deciders;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what routing depends on: plans, contacts, who was told what lately; four round trips, a
 * fifth where a plan may name nobody, and a sixth where people may know of something already. What
 * they read is bounded by what people were told, not by what happened: a cooldown and a storm keep
 * that small, and an index holds nothing else.
 */
@Singleton
class RoutingFacts {
  private static final String SENT_TO =
      """
      select recipient, told_instead, count(distinct coalesce(incident_id, id)) from notification
      where state in ('PENDING', 'SENT', 'DELIVERED') and kind <> 'DIGEST' and recipient is not null
        and created_at > :since
      group by 1, 2
      """;

  /** Who was sent messages, by being on call or, counted apart, because nobody was. */
  private record Recipient(String person, boolean isInstead) {
    static Recipient by(NotificationEntity row, String person) {
      return new Recipient(person, row.toldInstead);
    }
  }

  /** Plans by site, contacts by person, and by place who decides there as grants name him. */
  private record Reachable(
      Map<String, OnCallPlan> plans,
      Map<String, ContactEntity> contacts,
      Map<Deciders.Place, Set<String>> deciders) {}

  private final OnCallPlans plans;
  private final Contacts contacts;
  private final Deciders deciders;
  private final NotifyConfig config;

  RoutingFacts(OnCallPlans plans, Contacts contacts, Deciders deciders, NotifyConfig config) {
    this.plans = plans;
    this.contacts = contacts;
    this.deciders = deciders;
    this.config = config;
  }

  /** What is known at this moment, in the caller's transaction. */
  Uni<Known> gather(
      Instant now, List<NotificationEntity> messages, Map<UUID, IncidentEntity> incidents) {
    return people(incidents.values())
        .flatMap(
            known ->
                Cooldowns.since(now.minus(config.cooldown()), incidents.values())
                    .flatMap(
                        told ->
                            Situations.of(situations(messages, incidents))
                                .flatMap(
                                    situations ->
                                        sentTo(now)
                                            .map(
                                                sent ->
                                                    new Known(
                                                        now, known, told, situations, sent)))));
  }

  /** Those that may have been told already: of repeats, and of what became an alarm. */
  private static Set<UUID> situations(
      List<NotificationEntity> messages, Map<UUID, IncidentEntity> incidents) {
    Set<UUID> situations = new HashSet<>();
    for (NotificationEntity message : messages) {
      IncidentEntity incident = incidents.get(message.incidentId);
      if (incident != null && (message.raised || incident.isRepeat())) {
        situations.add(incident.situation());
      }
    }
    return situations;
  }

  /** Who can be told; who decides at a site is asked for where a plan may name nobody. */
  private Uni<Reachable> people(Collection<IncidentEntity> incidents) {
    return plans
        .bySite()
        .flatMap(
            bySite ->
                contacts
                    .byPerson()
                    .flatMap(
                        byPerson ->
                            deciders
                                .at(withoutAnybody(bySite, incidents))
                                .map(deciding -> new Reachable(bySite, byPerson, deciding))));
  }

  private static Deciders.Place placeOf(IncidentEntity incident) {
    return new Deciders.Place(incident.site().value(), Optional.of(incident.device()));
  }

  private static Set<Deciders.Place> withoutAnybody(
      Map<String, OnCallPlan> plans, Collection<IncidentEntity> incidents) {
    return incidents.stream()
        .map(RoutingFacts::placeOf)
        .filter(place -> plans.containsKey(place.site()) && plans.get(place.site()).mayFindNobody())
        .collect(Collectors.toSet());
  }

  private Uni<Map<Recipient, Integer>> sentTo(Instant now) {
    return Sql.of(SENT_TO)
        .with("since", now.minus(config.stormWithin()))
        .unflushed()
        .list(Tuple.class)
        .map(
            rows -> {
              Map<Recipient, Integer> sent = new HashMap<>();
              rows.forEach(
                  row ->
                      sent.put(
                          new Recipient(row.get(0, String.class), row.get(1, Boolean.class)),
                          ((Number) row.get(2)).intValue()));
              return sent;
            });
  }

  /** What was gathered, as routing goes on; of one transaction. */
  final class Known {
    private final Instant now;
    private final Reachable people;
    private final Cooldowns cooldowns;
    private final Situations situations;
    private final Map<Recipient, Integer> sentTo;

    private Known(
        Instant now,
        Reachable people,
        Cooldowns cooldowns,
        Situations situations,
        Map<Recipient, Integer> sentTo) {
      this.now = now;
      this.people = people;
      this.cooldowns = cooldowns;
      this.situations = situations;
      this.sentTo = sentTo;
    }

    Instant now() {
      return now;
    }

    /** Why nobody is told, if nobody is; the first reason that holds. */
    Optional<Suppression> suppression(NotificationEntity row, IncidentEntity incident) {
      IncidentState state = situations.state(incident);
      if (row.raised) {
        return Optional.of(state)
            .filter(decided -> decided == IncidentState.RESOLVED)
            .map(Suppression::answered);
      }
      if (incident.isRepeat() && situations.isTold(incident)) {
        return Optional.of(Suppression.repeat(incident));
      }
      if (state != IncidentState.OPEN) {
        return Optional.of(Suppression.answered(state));
      }
      boolean isSilenced = row.kind == NotificationKind.OPENED && !row.foundNobodyBefore();
      return isSilenced ? cooldown(incident) : Optional.empty();
    }

    private Optional<Suppression> cooldown(IncidentEntity incident) {
      return cooldowns
          .told(incident)
          .map(at -> Suppression.cooldown(incident, at, config.cooldown()));
    }

    /**
     * Whether people know already what it tells: that the incident is an alarm, or is one no more.
     */
    boolean isStale(NotificationEntity row, IncidentEntity incident) {
      return row.raised
          && !row.isWoken()
          && (incident.severity() != Severity.ALARM || situations.isToldAsAlarm(incident));
    }

    /** Until when people are not woken for it; empty for an alarm, and if nobody sleeps. */
    Optional<Instant> quietUntil(IncidentEntity incident) {
      return plan(incident)
          .filter(plan -> incident.severity() != Severity.ALARM)
          .flatMap(plan -> plan.quietUntil(now));
    }

    private Optional<OnCallPlan> plan(IncidentEntity incident) {
      return Optional.ofNullable(people.plans().get(incident.site().value()));
    }

    /** Whom it goes to then: by the site's plan, or who is always told where there is none. */
    Optional<String> person(NotificationEntity row, IncidentEntity incident, Instant at) {
      return plan(incident)
          .map(
              plan ->
                  row.kind == NotificationKind.ESCALATED
                      ? plan.escalatedTo(row.level, at)
                      : plan.personAt(at))
          .orElseGet(() -> Optional.of(config.recipient()));
    }

    /** Whom it goes to where the plan names nobody. */
    Instead instead(IncidentEntity incident) {
      return plan(incident)
          .map(
              plan ->
                  Instead.of(
                      plan,
                      people.contacts().values(),
                      people.deciders().getOrDefault(placeOf(incident), Set.of()),
                      config.recipient()))
          .orElseGet(() -> new Instead.One(config.recipient()));
    }

    Optional<ContactEntity> contact(String person) {
      return Optional.ofNullable(people.contacts().get(person));
    }

    boolean isStorm(NotificationEntity row, String person) {
      return sentTo.getOrDefault(Recipient.by(row, person), 0) >= config.stormSize();
    }

    void noteTold(NotificationEntity row, IncidentEntity incident) {
      situations.note(incident, row);
      if (!config.cooldown().isZero()) {
        cooldowns.note(incident, now);
      }
    }

    void noteSentTo(NotificationEntity row, String person) {
      sentTo.merge(Recipient.by(row, person), 1, Integer::sum);
    }
  }
}
