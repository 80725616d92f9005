package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.incident.SavedFilters.SavedFilter;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.resteasy.reactive.RestPath;

/** A person's kept searches; a name names one, so keeping it twice is keeping it once. */
@Path("/api/v1/saved-filters")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class SavedFilterResource {
  private static final String NAME = "[^\\p{Cntrl}/]{1,64}";

  private final SavedFilters filters;
  private final SecurityIdentity identity;

  SavedFilterResource(SavedFilters filters, SecurityIdentity identity) {
    this.filters = filters;
    this.identity = identity;
  }

  /** All of mine, by name. */
  record SavedFilterList(List<SavedFilter> items) {
    SavedFilterList {
      items = List.copyOf(items);
    }
  }

  /** What is kept: the address's query without the question mark. */
  record Kept(@NotNull @Pattern(regexp = "[A-Za-z0-9%&=+._~*:/-]{0,2000}") String query) {}

  /** My kept searches. */
  @GET
  public Uni<SavedFilterList> list() {
    return filters.of(user()).map(SavedFilterList::new);
  }

  /** Keeps a search: {@code If-None-Match: *} for a new one, {@code If-Match} to replace one. */
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> put(
      @RestPath @Pattern(regexp = NAME) String name,
      @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> seen,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) Optional<String> none,
      @Valid @NotNull Kept body) {
    OptionalInt version =
        none.filter("*"::equals).isPresent() ? OptionalInt.empty() : OptionalInt.of(version(seen));
    return filters
        .put(user(), name, body.query(), version)
        .map(kept -> Response.ok(kept).tag(String.valueOf(kept.version())).build());
  }

  /** Forgets a search. */
  @DELETE
  @Path("{name}")
  public Uni<Response> remove(
      @RestPath @Pattern(regexp = NAME) String name,
      @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> seen) {
    return filters.remove(user(), name, version(seen)).map(gone -> Response.noContent().build());
  }

  private static int version(Optional<String> header) {
    String tag =
        header.orElseThrow(
            () ->
                ProblemException.preconditionRequired(
                    "if-match-required",
                    "Send If-Match with the filter's version, or If-None-Match: * for a new one."));
    if (!tag.strip().matches("\"\\d{1,9}\"")) {
      throw ProblemException.preconditionFailed(
          "filter-changed-meanwhile", "That is no version of this filter; look again.");
    }
    return Integer.parseInt(tag.strip().replace("\"", ""));
  }

  private String user() {
    return identity.getPrincipal().getName();
  }
}
