package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.problem.ProblemException;
import java.util.Optional;

/**
 * Which version of something a caller saw before he changes it.
 *
 * @param version empty if he saw that there is none
 */
record Seen(Optional<Integer> version) {

  /** Reads {@code If-Match: "3"} or {@code If-None-Match: *}; without either it is a problem. */
  static Seen of(Optional<String> match, Optional<String> noneMatch) {
    if (noneMatch.map(String::strip).filter("*"::equals).isPresent()) {
      return new Seen(Optional.empty());
    }
    String tag =
        match
            .map(String::strip)
            .orElseThrow(
                () ->
                    ProblemException.preconditionRequired(
                        "if-match-required",
                        "Send If-Match with the version that you saw, or If-None-Match: * if there"
                            + " was none."));
    return new Seen(
        tag.matches("\"\\d{1,9}\"")
            ? Optional.of(Integer.parseInt(tag.substring(1, tag.length() - 1)))
            : Optional.of(-1));
  }

  /** Refuses with 412 if it is not like that any more. */
  void require(Optional<Integer> current) {
    if (!version.equals(current)) {
      throw ProblemException.preconditionFailed(
          "changed-meanwhile", "Somebody else changed this meanwhile; look again.");
    }
  }
}
