package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.review.IdempotencyKeys.Intention;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What every decision says beside its body: about which incident, which version, which try. */
final class Decision {
  @RestPath UUID id = new UUID(0, 0);

  @HeaderParam(HttpHeaders.IF_MATCH)
  Optional<String> version = Optional.empty();

  @HeaderParam("Idempotency-Key")
  Optional<String> key = Optional.empty();

  Optional<Intention> intention(String user, String request) {
    return key.map(text -> new Intention(user, text, id, request));
  }
}
