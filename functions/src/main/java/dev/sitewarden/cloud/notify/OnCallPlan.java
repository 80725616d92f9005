package dev.sitewarden.cloud.notify;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is told at a site, when. Stand-ins come before shifts; of several that fit, the first counts.
 *
 * @param timezone whose clock on the wall shifts and quiet hours are of
 * @param otherwise who is told when nobody's turn it is
 * @param escalation who is told when nobody acknowledged, one after another; the last one again
 */
record OnCallPlan(
    ZoneId timezone,
    List<Shift> shifts,
    List<StandIn> standIns,
    Optional<String> otherwise,
    List<String> escalation,
    Optional<QuietHours> quietHours) {
  private static final int MOST = 200;

  OnCallPlan {
    requireSaid("an on-call plan's timezone", timezone);
    shifts = List.copyOf(shifts);
    standIns = List.copyOf(standIns);
    escalation = List.copyOf(escalation);
    otherwise.ifPresent(person -> People.require("otherwise", person));
    escalation.forEach(person -> People.require("an escalation's person", person));
    if (shifts.size() > MOST || standIns.size() > MOST || escalation.size() > MOST) {
      throw new IllegalArgumentException(
          "an on-call plan has at most %d shifts, stand-ins and escalations".formatted(MOST));
    }
  }

  /** Refuses what was left out: JSON has no other way to say that it is missing. */
  static void requireSaid(String what, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(what + " is missing");
    }
  }

  /** Which parts of it another plan has otherwise. */
  List<String> changesTo(OnCallPlan other) {
    List<String> changes = new ArrayList<>();
    change("time zone", timezone, other.timezone).ifPresent(changes::add);
    change("shifts", shifts, other.shifts).ifPresent(changes::add);
    change("stand-ins", standIns, other.standIns).ifPresent(changes::add);
    change("otherwise", otherwise, other.otherwise).ifPresent(changes::add);
    change("escalation", escalation, other.escalation).ifPresent(changes::add);
    change("quiet hours", quietHours, other.quietHours).ifPresent(changes::add);
    return changes;
  }

  private static Optional<String> change(String part, Object before, Object after) {
    return before.equals(after) ? Optional.empty() : Optional.of(part + " changed");
  }

  /** Everybody whom it names, once. */
  List<String> people() {
    return Stream.of(
            standIns.stream().map(StandIn::person),
            shifts.stream().map(Shift::person),
            otherwise.stream(),
            escalation.stream())
        .flatMap(Function.identity())
        .distinct()
        .toList();
  }

  /** Whose turn it is; nobody's if there is a gap and nobody for it. */
  Optional<String> personAt(Instant at) {
    LocalDateTime wall = LocalDateTime.ofInstant(at, timezone);
    return standIns.stream()
        .filter(one -> one.contains(at))
        .map(StandIn::person)
        .findFirst()
        .or(
            () ->
                shifts.stream()
                    .filter(shift -> shift.contains(wall))
                    .map(Shift::person)
                    .findFirst())
        .or(() -> otherwise);
  }

  /** Whether there may be a time for which it names nobody, at no escalation either. */
  boolean mayFindNobody() {
    return otherwise.isEmpty() && escalation.isEmpty();
  }

  /** Whom to ask when it is nobody's turn: the first escalation, at once. */
  Optional<String> insteadOfNobody() {
    return escalation.stream().findFirst();
  }

  /** Who is told at the n-th escalation, from 1; without anybody, whose turn it is. */
  Optional<String> escalatedTo(int level, Instant at) {
    return escalation.isEmpty()
        ? personAt(at)
        : Optional.of(escalation.get(Math.min(level, escalation.size()) - 1));
  }

  boolean isQuietAt(Instant at) {
    return quietUntil(at).isPresent();
  }

  /** When the quiet hours end that it lies in, if it does. */
  Optional<Instant> quietUntil(Instant at) {
    ZonedDateTime wall = at.atZone(timezone);
    return quietHours
        .filter(hours -> hours.contains(wall.toLocalTime()))
        .map(hours -> wall.with(hours.to()))
        .map(end -> end.toInstant().isAfter(at) ? end : end.plusDays(1))
        .map(ZonedDateTime::toInstant);
  }
}
