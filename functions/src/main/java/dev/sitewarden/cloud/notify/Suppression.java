package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Why a message is not sent, or not now.
 *
 * @param code what a program decides on
 * @param reason a sentence in English
 * @param values what is particular about it, so that a page says the same in its reader's language
 */
record Suppression(Code code, String reason, Map<String, String> values) {
  Suppression {
    values = Map.copyOf(values);
  }

  /** The kinds of reasons. */
  enum Code {
    /** The same situation again; people were told of it. */
    REPEAT,
    /** The camera's rule spoke a moment ago. */
    COOLDOWN,
    /** Only alarms wake people: it is part of a digest when they get up. */
    QUIET_HOURS,
    /** Too many at once: it is part of a digest. */
    STORM,
    /** Somebody is looking at it already. */
    ANSWERED,
    /** Nobody is on call, and nobody otherwise; others are told instead. */
    NOBODY
  }

  /** Of an incident whose situation people were told of. */
  static Suppression repeat(IncidentEntity incident) {
    return new Suppression(
        Code.REPEAT,
        "the same situation as incident %s, of which people were told"
            .formatted(incident.situation()),
        Map.of("incident", incident.situation().toString()));
  }

  /** Of a camera's rule that told people at that instant. */
  static Suppression cooldown(IncidentEntity incident, Instant at, Duration cooldown) {
    return new Suppression(
        Code.COOLDOWN,
        "camera %s told of rule %s at %s and is silent for %d s after"
            .formatted(incident.camera(), incident.rule(), at, cooldown.toSeconds()),
        Map.of(
            "camera", incident.camera(),
            "rule", incident.rule(),
            "at", at.toString(),
            "seconds", String.valueOf(cooldown.toSeconds())));
  }

  /** Of what waits until people get up. */
  static Suppression quiet(SiteId site, Instant until) {
    return new Suppression(
        Code.QUIET_HOURS,
        "quiet hours at %s: only alarms wake people; told in a digest at %s".formatted(site, until),
        Map.of("site", site.value(), "until", until.toString()));
  }

  /** Of what came after so many messages to one person. */
  static Suppression storm(int size, Duration within) {
    return new Suppression(
        Code.STORM,
        "more than %d messages in %d min: it waits for the next digest"
            .formatted(size, within.toMinutes()),
        Map.of("size", String.valueOf(size), "minutes", String.valueOf(within.toMinutes())));
  }

  /** Of an incident that somebody decided on before people were told, as that state. */
  static Suppression answered(IncidentState state) {
    return new Suppression(
        Code.ANSWERED,
        "%s already".formatted(state.name().toLowerCase(Locale.ROOT)),
        Map.of("state", state.name()));
  }

  /** Of a gap in a plan, and who is told instead: of deciders, whom no plan names, how many. */
  static Suppression nobody(SiteId site, Instant at, Instead instead) {
    String gap = "nobody is on call at %s at %s, and nobody is named otherwise".formatted(site, at);
    return switch (instead) {
      case Instead.One(var person) ->
          new Suppression(
              Code.NOBODY,
              "%s; told instead: %s".formatted(gap, person),
              Map.of("site", site.value(), "at", at.toString(), "people", person));
      case Instead.Mailboxes(var people) ->
          new Suppression(
              Code.NOBODY,
              "%s; told %d %s there, by e-mail"
                  .formatted(gap, people.size(), people.size() == 1 ? "who decides" : "who decide"),
              Map.of(
                  "site", site.value(),
                  "at", at.toString(),
                  "count", String.valueOf(people.size())));
    };
  }

  /** What was held for that reason is told of by a digest, with others. */
  static Suppression toldOf(Code code, int held, Instant at) {
    return new Suppression(
        code,
        "one of %d that were held: told of in a digest at %s".formatted(held, at),
        Map.of("held", String.valueOf(held), "at", at.toString()));
  }
}
