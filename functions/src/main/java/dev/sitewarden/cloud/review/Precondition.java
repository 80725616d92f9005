package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.incident.IncidentTag;
import dev.sitewarden.cloud.problem.ProblemException;
import java.util.Arrays;
import java.util.Optional;

/** What a caller's {@code If-Match} demands; {@code *} accepts any version. */
record Precondition(String header) {

  /** Reads the header; without one the change is refused with 428. */
  static Precondition of(Optional<String> header) {
    return new Precondition(
        header.orElseThrow(
            () ->
                ProblemException.preconditionRequired(
                    "if-match-required",
                    "Send If-Match with the ETag of the incident that was decided on.")));
  }

  /** Refuses with 412 if somebody decided something after the caller looked. */
  void require(IncidentTag current) {
    boolean holds =
        header.strip().equals("*")
            || Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""))
                .map(tag -> tag.substring(1, tag.length() - 1))
                .flatMap(tag -> IncidentTag.parse(tag).stream())
                .anyMatch(current::isSameDecision);
    if (!holds) {
      throw ProblemException.preconditionFailed(
          "decided-meanwhile", "Somebody else decided meanwhile; look again and decide.");
    }
  }
}
