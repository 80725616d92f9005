package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Says who has which role where; auditors may read it for the places that they audit. */
@Path("/api/v1/grants")
@RolesAllowed(Role.Name.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class GrantResource {
  private static final int LONGEST_PERSON = 128;
  private static final int MOST_CAMERAS = 500;

  private final Grants grants;

  GrantResource(Grants grants) {
    this.grants = grants;
  }

  /**
   * A grant to be made; exactly one of {@code everywhere}, {@code site} and {@code cameras}.
   *
   * @param person a local user's name, or the object id of a person at Entra
   * @param cameras as {@code device/camera}
   */
  record NewGrant(
      @NotBlank @Size(max = LONGEST_PERSON) String person,
      @NotBlank String role,
      @Nullable Boolean everywhere,
      @Nullable String site,
      @Nullable @Size(min = 1, max = MOST_CAMERAS) List<@NotNull String> cameras) {

    boolean isEverywhere() {
      return Boolean.TRUE.equals(everywhere);
    }

    /** Refuses what is no grant, with a sentence. */
    void require() {
      int places = (isEverywhere() ? 1 : 0) + (site == null ? 0 : 1) + (cameras == null ? 0 : 1);
      if (places != 1) {
        throw ProblemException.badRequest(
            "invalid-grant", "Name exactly one of everywhere (true), site and cameras.");
      }
      if (Role.parse(role).isEmpty()) {
        throw ProblemException.badRequest(
            "invalid-grant",
            "role must be one of %s."
                .formatted(
                    String.join(", ", List.of(Role.values()).stream().map(Role::text).toList())));
      }
      try {
        Optional.ofNullable(site).ifPresent(SiteId::new);
        Optional.ofNullable(cameras).ifPresent(all -> all.forEach(NewGrant::requireCamera));
      } catch (IllegalArgumentException e) {
        throw ProblemException.badRequest("invalid-grant", String.valueOf(e.getMessage()));
      }
    }

    private static void requireCamera(String camera) {
      int slash = camera.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException(
            "a camera is named device/camera, got '%s'".formatted(camera));
      }
      new DeviceId(camera.substring(0, slash));
      new CameraId(camera.substring(slash + 1));
    }
  }

  /** A grant that holds. */
  record GrantView(
      UUID id,
      String person,
      String role,
      boolean everywhere,
      Optional<String> site,
      Optional<List<String>> cameras,
      String grantedBy,
      Instant grantedAt) {

    static GrantView of(GrantEntity row, Sight sight) {
      return new GrantView(
          row.id,
          row.person,
          row.role,
          row.everywhere,
          Optional.ofNullable(row.site),
          Optional.ofNullable(row.cameras).map(cameras -> seen(cameras, sight)),
          row.grantedBy,
          row.grantedAt);
    }

    private static List<String> seen(String[] cameras, Sight sight) {
      return Arrays.stream(cameras).filter(sight::includesCamera).toList();
    }
  }

  /**
   * Grants, by person.
   *
   * @param mayGive whether the viewer may give grants, and take them back
   */
  record GrantList(List<GrantView> items, boolean mayGive) {
    GrantList {
      items = List.copyOf(items);
    }
  }

  /**
   * The grants of everybody, or of one person, for places that the viewer sees; of a grant for
   * cameras those of them.
   *
   * @param person only his
   */
  @GET
  @RolesAllowed({Role.Name.ADMIN, Role.Name.AUDITOR})
  public Uni<GrantList> list(@RestQuery Optional<String> person) {
    return grants
        .list(person)
        .map(
            seen ->
                new GrantList(
                    seen.rows().stream().map(row -> GrantView.of(row, seen.sight())).toList(),
                    seen.mayGive()));
  }

  /** Gives a person a role at a place; one that he has there is answered as it is. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> grant(@Valid @NotNull NewGrant grant) {
    grant.require();
    return grants
        .add(grant)
        .map(
            given ->
                Response.status(given.isNew() ? Response.Status.CREATED : Response.Status.OK)
                    .entity(GrantView.of(given.grant(), Sight.EVERYTHING))
                    .build());
  }

  /** Takes it back; from the next request on it does not hold. */
  @DELETE
  @Path("{id}")
  public Uni<Void> revoke(@RestPath UUID id) {
    return grants.remove(id);
  }
}
