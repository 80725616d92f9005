package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentChanges;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.Incidents;
import dev.sitewarden.cloud.notify.AcknowledgeLinks.Acknowledging;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a one-tap link can do, for whoever holds it and without signing in: see in a few words what
 * it is about, and acknowledge it. The link travels in a body, never in an address.
 */
@Path("/api/v1/acknowledge-link")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AcknowledgeResource {
  /** The signature says which incident it is, and no other is looked at. */
  private static final Sight LINKED = Sight.EVERYTHING;

  private final AcknowledgeLinks links;
  private final Incidents incidents;
  private final IncidentChanges changes;
  private final InstantSource clock;

  AcknowledgeResource(
      AcknowledgeLinks links, Incidents incidents, IncidentChanges changes, InstantSource clock) {
    this.links = links;
    this.incidents = incidents;
    this.changes = changes;
    this.clock = clock;
  }

  /** What is after the {@code #} of the link. */
  record Link(@NotBlank @Size(max = 400) String token) {}

  /** Enough to know what one acknowledges; no picture, no other people's words. */
  record Subject(
      UUID id,
      String label,
      String zoneName,
      String camera,
      Severity severity,
      IncidentState state,
      Instant capturedAt,
      Optional<String> acknowledgedBy,
      String person) {

    static Subject of(IncidentEntity incident, Acknowledging link) {
      return new Subject(
          incident.id(),
          incident.subject().label().value(),
          incident.zone().name(),
          incident.camera(),
          incident.severity(),
          incident.state(),
          incident.capturedAt(),
          incident.acknowledgedBy(),
          link.person());
    }
  }

  /** Shows what the link is about; changes nothing. */
  @POST
  @Path("subject")
  public Uni<Subject> subject(@Valid @NotNull Link body) {
    Acknowledging link = links.read(body.token());
    return Panache.withSession(() -> incidents.get(link.incident(), LINKED))
        .map(incident -> Subject.of(incident, link));
  }

  /** Acknowledges it in the person's name; what is acknowledged or resolved already stays so. */
  @POST
  public Uni<Subject> acknowledge(@Valid @NotNull Link body) {
    Acknowledging link = links.read(body.token());
    IncidentChange change =
        new IncidentChange.Acknowledged(clock.instant(), link.person(), Optional.of(link.how()));
    return Panache.withTransaction(
            () ->
                incidents
                    .take(link.incident(), LINKED)
                    .call(
                        incident ->
                            changes
                                .apply(incident, change)
                                .call(
                                    isChange ->
                                        changes.publish(isChange ? List.of(incident) : List.of()))))
        .invoke(changes::committed)
        .map(incident -> Subject.of(incident, link));
  }
}
