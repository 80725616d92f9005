package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what people say about an incident beside their verdict; otherwise as decisions. */
@Path("/api/v1/incidents")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.ADMIN})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TriageResource {
  private static final int LONGEST_TEXT = 2000;

  private final Reviews reviews;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  TriageResource(Reviews reviews, SecurityIdentity identity, InstantSource clock) {
    this.reviews = reviews;
    this.identity = identity;
    this.clock = clock;
  }

  /** Whose work it is from now on; nobody's without a name. */
  record Assignment(@Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._@-]{0,127}") String to) {}

  /** Something that others should know. */
  record Comment(@NotBlank @Size(max = LONGEST_TEXT) String text) {}

  /** How urgent it is, and why if that is to be said. */
  record Reclassification(
      @NotNull Severity severity, @Nullable @Size(max = LONGEST_TEXT) String reason) {}

  /** This repeat is something of its own; nothing more to say. */
  record Separation() {}

  /** Gives an incident that is not resolved to somebody, or to nobody. */
  @POST
  @Path("{id}/assignment")
  public Uni<Response> assign(@BeanParam Decision about, @Valid @NotNull Assignment body) {
    Optional<String> to = Optional.ofNullable(body.to());
    return decide(
        about, new IncidentChange.Assigned(clock.instant(), user(), to), "assign " + to.orElse(""));
  }

  /** Adds a comment, in any state. */
  @POST
  @Path("{id}/comments")
  public Uni<Response> comment(@BeanParam Decision about, @Valid @NotNull Comment body) {
    String text = body.text().strip();
    return decide(
        about, new IncidentChange.Commented(clock.instant(), user(), text), "comment " + text);
  }

  /** Says how urgent an incident that is not resolved is; the device's word no longer counts. */
  @POST
  @Path("{id}/severity")
  public Uni<Response> reclassify(
      @BeanParam Decision about, @Valid @NotNull Reclassification body) {
    String reason = body.reason() == null ? "" : body.reason().strip();
    return decide(
        about,
        new IncidentChange.Reclassified(clock.instant(), user(), body.severity(), reason),
        "severity " + body.severity() + " " + reason);
  }

  /** Makes a repeat an incident of its own. */
  @POST
  @Path("{id}/separation")
  public Uni<Response> separate(@BeanParam Decision about, @NotNull Separation body) {
    return decide(about, new IncidentChange.Separated(clock.instant(), user()), "separate");
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
