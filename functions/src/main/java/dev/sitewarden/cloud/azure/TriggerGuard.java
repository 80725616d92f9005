package dev.sitewarden.cloud.azure;

import dev.sitewarden.cloud.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps the world away from the paths on which the host calls a custom handler: it forwards HTTP
 * requests to the same server, with the path that the caller chose. Azure's front ends put headers
 * on each of those, which no caller can leave out; the host's own invocations have none. Where the
 * Java worker calls, nobody has to post at all.
 */
final class TriggerGuard {
  private static final Set<String> TRIGGERS =
      Set.of("IngestTelemetry", "FrequentChores", "FileChores", "HourlyChores");
  private static final Set<String> FROM_OUTSIDE =
      Set.of("X-ARR-LOG-ID", "X-Forwarded-For", "X-Original-URL", "Forwarded");

  private final boolean areTriggersPosted;

  TriggerGuard(
      @ConfigProperty(name = "cloud.azure.triggers-are-posted", defaultValue = "true")
          boolean areTriggersPosted) {
    this.areTriggersPosted = areTriggersPosted;
  }

  @ServerRequestFilter(preMatching = true)
  void refuseStrangers(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath().replace("/", "");
    boolean isFromOutside =
        FROM_OUTSIDE.stream().anyMatch(name -> request.getHeaderString(name) != null);
    if (TRIGGERS.contains(path) && (isFromOutside || !areTriggersPosted)) {
      throw ProblemException.forbidden("host-only", "Only the Functions host calls this address.");
    }
  }
}
