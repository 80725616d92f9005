package dev.sitewarden.cloud.notify;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan in words, as the audit log keeps it: whole, so that the log alone says whose turn it was.
 */
final class PlanWords {
  /** A record's detail holds 4,000 characters, with what stands before the words. */
  private static final int LONGEST = 3_800;

  private PlanWords() {}

  /**
   * Details of as many records as it takes, in order: the longest plan has some twenty.
   *
   * @param changes what is new in it
   */
  static List<String> of(List<String> changes, OnCallPlan plan) {
    List<String> parts = parts(sentences(plan));
    String head = String.join(", ", changes);
    if (parts.size() == 1) {
      return List.of(head + ": " + parts.getFirst());
    }
    List<String> details = new ArrayList<>();
    for (String part : parts) {
      details.add("%s, part %d of %d: %s".formatted(head, details.size() + 1, parts.size(), part));
    }
    return List.copyOf(details);
  }

  private static List<String> parts(List<String> sentences) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String sentence : sentences) {
      if (!part.isEmpty() && part.length() + sentence.length() > LONGEST) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(part.isEmpty() ? "" : "; ").append(sentence);
    }
    parts.add(part.toString());
    return parts;
  }

  private static List<String> sentences(OnCallPlan plan) {
    List<String> sentences = new ArrayList<>();
    sentences.add("time zone " + plan.timezone());
    plan.shifts().forEach(shift -> sentences.add(words(shift)));
    plan.standIns()
        .forEach(
            one ->
                sentences.add(
                    "stand-in %s to %s %s".formatted(one.from(), one.to(), one.person())));
    sentences.add("otherwise " + plan.otherwise().orElse("nobody"));
    for (int i = 0; i < plan.escalation().size(); i++) {
      sentences.add("escalation %d %s".formatted(i + 1, plan.escalation().get(i)));
    }
    sentences.add(
        plan.quietHours()
            .map(quiet -> "quiet hours %s to %s".formatted(quiet.from(), quiet.to()))
            .orElse("no quiet hours"));
    return sentences;
  }

  private static String words(Shift shift) {
    String days =
        shift.days().stream().sorted().map(PlanWords::shortName).collect(Collectors.joining(" "));
    return "shift %s %s to %s %s".formatted(days, shift.from(), shift.to(), shift.person());
  }

  private static String shortName(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }
}
