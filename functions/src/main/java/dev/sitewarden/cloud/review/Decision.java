package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.review.IdempotencyKeys.Intention;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/**
 * What every decision says beside its body: about which incident, which version, which try, and as
 * whom it was taken.
 */
final class Decision {
  /** The name, percent-encoded: a page that stood open may speak after somebody else signed in. */
  static final String PERSON = "For-Person";

  @RestPath UUID id = new UUID(0, 0);

  @HeaderParam(HttpHeaders.IF_MATCH)
  Optional<String> version = Optional.empty();

  @HeaderParam("Idempotency-Key")
  Optional<String> key = Optional.empty();

  @HeaderParam(PERSON)
  Optional<String> person = Optional.empty();

  /** Refuses with 409 what somebody decided who is not the one that is signed in. */
  void requireBy(String user) {
    if (person.filter(name -> !decoded(name).equals(user)).isPresent()) {
      throw ProblemException.conflict(
          "other-person",
          "Somebody else is signed in by now; nothing was decided. Sign in again, or look again.");
    }
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "invalid-person", "%s must be percent-encoded, got '%s'.".formatted(PERSON, name));
    }
  }

  Optional<Intention> intention(String user, String request) {
    return key.map(text -> new Intention(user, text, id, id + "\n" + request));
  }
}
