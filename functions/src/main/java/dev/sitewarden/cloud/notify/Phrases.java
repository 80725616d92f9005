package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.site.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What messages say of incidents, in one language: in full, or shortly for a text message. */
final class Phrases {
  private static final int MOST_KINDS = 5;
  private static final Map<Language, Phrases> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Phrases(language, Texts.in(language)));
    }
  }

  /** Incidents of which the same is said. */
  private record Kind(boolean isAlarm, String subject) {}

  private final Texts texts;
  private final DateTimeFormatter time;
  private final DateTimeFormatter clock;
  private final String incident;
  private final String opened;
  private final String raised;
  private final String unanswered;
  private final String escalated;
  private final String shortly;
  private final String counted;
  private final String digest;
  private final String shortDigest;
  private final Captions captions;

  private Phrases(Language language, Texts texts) {
    this.texts = texts;
    this.time = texts.format("time");
    this.clock = texts.format("clock");
    this.incident = texts.at("incident");
    this.opened = texts.at("opened");
    this.raised = texts.at("raised");
    this.unanswered = texts.at("unanswered");
    this.escalated = texts.at("escalated");
    this.shortly = texts.at("short");
    this.counted = texts.at("counted");
    this.digest = texts.at("digest");
    this.shortDigest = texts.at("shortDigest");
    this.captions =
        new Captions(language, texts.at("acknowledge"), texts.at("look"), texts.at("picture"));
  }

  static Phrases in(Language language) {
    Phrases phrases = ALL.get(language);
    if (phrases == null) {
      throw new IllegalStateException("there are no phrases in " + language);
    }
    return phrases;
  }

  Captions captions() {
    return captions;
  }

  /** That an incident was opened; in full with the link to it. */
  Words opened(IncidentEntity about, boolean isShort, URI page) {
    return words(subject(about), about, isShort, page);
  }

  /** That it is an alarm by now; in full with the link to it. */
  Words raised(IncidentEntity about, boolean isShort, URI page) {
    return words(Texts.filled(raised, Map.of("incident", subject(about))), about, isShort, page);
  }

  private Words words(String subject, IncidentEntity about, boolean isShort, URI page) {
    return new Words(
        subject,
        isShort ? shortly(subject, about) : full(opened, about, Map.of("subject", subject), page));
  }

  /** That nobody acknowledged it for so long; in full with the link to it. */
  Words escalated(IncidentEntity about, Duration waited, boolean isShort, URI page) {
    String subject = Texts.filled(unanswered, Map.of("incident", subject(about)));
    Map<String, String> more =
        Map.of("unanswered", subject, "minutes", String.valueOf(waited.toMinutes()));
    return new Words(
        subject, isShort ? shortly(subject, about) : full(escalated, about, more, page));
  }

  /**
   * That there were more since that time; in full with alarms, the most frequent, a link to all.
   */
  Words digest(List<IncidentEntity> about, Instant since, boolean isShort, URI page) {
    long alarms = about.stream().filter(Phrases::isAlarm).count();
    boolean areAllAlarms = alarms == about.size();
    String more =
        areAllAlarms ? texts.at("moreAlarms", about.size()) : texts.at("more", about.size());
    String among = alarms == 0 || areAllAlarms ? "" : texts.at("among", alarms);
    Map<String, String> values =
        Map.of(
            "more", more,
            "among", among,
            "time", time.format(since),
            "clock", clock.format(since),
            "most", most(about),
            "link", page.resolve("/?state=OPEN").toString());
    return new Words(more + among, Texts.filled(isShort ? shortDigest : digest, values));
  }

  private static boolean isAlarm(IncidentEntity about) {
    return about.severity() == Severity.ALARM;
  }

  /** Kinds of alarms come first, then what there is most of. */
  private String most(List<IncidentEntity> about) {
    Map<Kind, Long> kinds =
        about.stream()
            .map(one -> new Kind(isAlarm(one), subject(one)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<String> said = new ArrayList<>();
    kinds.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Kind, Long> kind) -> !kind.getKey().isAlarm())
                .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .thenComparing(kind -> kind.getKey().subject()))
        .limit(MOST_KINDS)
        .map(kind -> Map.of("count", "" + kind.getValue(), "incident", kind.getKey().subject()))
        .forEach(kind -> said.add(Texts.filled(counted, kind)));
    if (kinds.size() > MOST_KINDS) {
      said.add(texts.at("others", kinds.size() - MOST_KINDS));
    }
    return String.join("; ", said);
  }

  private String subject(IncidentEntity about) {
    return Texts.filled(
        incident,
        Map.of(
            "severity", texts.called("severities", about.severity().name()),
            "label", texts.called("labels", about.subject().label().value()),
            "zone", about.zoneName()));
  }

  private String shortly(String subject, IncidentEntity about) {
    return Texts.filled(
        shortly,
        Map.of(
            "subject", subject,
            "camera", about.camera(),
            "clock", clock.format(about.capturedAt())));
  }

  private String full(String text, IncidentEntity about, Map<String, String> more, URI page) {
    Map<String, String> values = new HashMap<>(more);
    values.put("incident", subject(about));
    values.put("camera", about.camera());
    values.put("device", about.device());
    values.put("time", time.format(about.capturedAt()));
    values.put("link", page.resolve("/incident/view.html?id=" + about.situation()).toString());
    return Texts.filled(text, values);
  }
}
