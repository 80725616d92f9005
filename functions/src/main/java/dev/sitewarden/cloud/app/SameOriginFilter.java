package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets only our own pages change something with a person's cookie.
 *
 * <p>{@code SameSite=Strict} keeps the cookie from other sites, but to a browser every port of
 * 127.0.0.1 is the same site. So a change must carry JSON, which other origins may not send without
 * asking first (and nobody answers them), and must not say that it comes from another origin.
 */
final class SameOriginFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @ServerRequestFilter(preMatching = true)
  void check(ContainerRequestContext request) {
    if (READS.contains(request.getMethod())) {
      return;
    }
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      throw ProblemException.forbidden(
          "other-origin", "Changes are taken from Sitewarden's own pages only.");
    }
    MediaType type = request.getMediaType();
    if (type != null && !MediaType.APPLICATION_JSON_TYPE.isCompatible(type)) {
      throw ProblemException.unsupportedMediaType(
          "not-json", "Send the body as application/json, got %s.".formatted(type));
    }
  }
}
