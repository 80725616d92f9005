package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.Verdict;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Takes decisions; each names the version it is about and answers the incident after it. */
@Path("/api/v1/incidents")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.ADMIN})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReviewResource {
  private static final int LONGEST_TEXT = 2000;

  private final Reviews reviews;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  ReviewResource(Reviews reviews, SecurityIdentity identity, InstantSource clock) {
    this.reviews = reviews;
    this.identity = identity;
    this.clock = clock;
  }

  /** I am looking at it; nothing more to say. */
  record Acknowledgement() {}

  /** A judgement, with a few words if wanted. */
  record Resolution(@NotNull Verdict verdict, @Nullable @Size(max = LONGEST_TEXT) String comment) {}

  /** Why a judgement is taken back. */
  record Reopening(@NotBlank @Size(max = LONGEST_TEXT) String reason) {}

  /** Acknowledges an open incident. */
  @POST
  @Path("{id}/acknowledgement")
  public Uni<Response> acknowledge(@BeanParam Decision about, @NotNull Acknowledgement body) {
    return decide(about, new IncidentChange.Acknowledged(clock.instant(), user()), "acknowledge");
  }

  /** Resolves an incident that is not resolved yet. */
  @POST
  @Path("{id}/resolution")
  public Uni<Response> resolve(@BeanParam Decision about, @Valid @NotNull Resolution body) {
    String comment = body.comment() == null ? "" : body.comment().strip();
    return decide(
        about,
        new IncidentChange.Resolved(clock.instant(), user(), body.verdict(), comment),
        "resolve " + body.verdict() + " " + comment);
  }

  /** Reopens a resolved incident; its label is withdrawn. */
  @POST
  @Path("{id}/reopening")
  public Uni<Response> reopen(@BeanParam Decision about, @Valid @NotNull Reopening body) {
    String reason = body.reason().strip();
    return decide(
        about, new IncidentChange.Reopened(clock.instant(), user(), reason), "reopen " + reason);
  }

  private Uni<Response> decide(Decision about, IncidentChange change, String request) {
    about.requireBy(user());
    return reviews
        .decide(about.id, change, Precondition.of(about.version), about.intention(user(), request))
        .map(decided -> Response.ok(decided.view()).tag(decided.tag().header()).build());
  }

  private String user() {
    return identity.getPrincipal().getName();
  }
}
