package dev.sitewarden.cloud.incident;

import jakarta.ws.rs.core.EntityTag;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an incident as its {@code ETag} says it: {@code "changes.decisions"}.
 *
 * <p>Any change makes a new tag, but only another person's decision stands against a person's: a
 * clip that arrives while he reads must not make him tap twice. So preconditions compare the second
 * number alone.
 */
public record IncidentTag(int changes, int decisions) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");

  /** The tag of the incident as it is now. */
  public static IncidentTag of(IncidentEntity incident) {
    return new IncidentTag(incident.version, incident.decisions);
  }

  /** Reads one tag without its quotes; empty if it is none of ours. */
  public static Optional<IncidentTag> parse(String text) {
    Matcher tag = TEXT.matcher(text);
    return tag.matches()
        ? Optional.of(
            new IncidentTag(Integer.parseInt(tag.group(1)), Integer.parseInt(tag.group(2))))
        : Optional.empty();
  }

  /** Whether nobody has decided anything between the two. */
  public boolean isSameDecision(IncidentTag other) {
    return decisions == other.decisions;
  }

  /** As the header says it. */
  public EntityTag header() {
    return new EntityTag(changes + "." + decisions);
  }
}
