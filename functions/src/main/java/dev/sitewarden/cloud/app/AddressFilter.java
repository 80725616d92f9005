package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses addresses that ask for a NUL: no stored text has one, and PostgreSQL fails on the
 * question, for a stream after its first bytes are sent.
 */
final class AddressFilter {
  private static final String NUL = "%00";

  @ServerRequestFilter(preMatching = true)
  void check(ContainerRequestContext request) {
    URI address = request.getUriInfo().getRequestUri();
    String query = address.getRawQuery();
    if (address.getRawPath().contains(NUL) || (query != null && query.contains(NUL))) {
      throw ProblemException.badRequest(
          "invalid-character", "An address must not hold the character %00.");
    }
  }
}
