package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.SiteId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Says which device stands at which site: that is what a grant for a site is about. */
@Path("/api/v1/sites")
@RolesAllowed({Role.Name.ADMIN, Role.Name.IOT_ENGINEER})
@Produces(MediaType.APPLICATION_JSON)
public class SiteResource {
  private static final String LIST = "select site, device from device_site order by site, device";
  private static final String PLACE =
      """
      insert into device_site (device, site) values (:device, :site)
      on conflict (device) do nothing
      """;

  private static final String FORMER =
      "select site from device_site where device = :device for update";

  private static final String MOVE = "update device_site set site = :site where device = :device";

  private static final String WHO_PLACES =
      "Where a device stands is said by an admin of every place.";

  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  SiteResource(AuditLog audit, Viewer viewer, InstantSource clock) {
    this.audit = audit;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** Where a device stands. */
  record Place(@NotBlank String site) {}

  /** A device and its site. */
  record DevicePlace(String site, String device) {}

  /** Devices that have a site. */
  record PlaceList(List<DevicePlace> items) {
    PlaceList {
      items = List.copyOf(items);
    }
  }

  /** The devices of which the viewer sees a camera, by site. */
  @GET
  public Uni<PlaceList> list() {
    return Panache.withSession(
        () ->
            viewer.sight(Duty.MEND).flatMap(sight -> places().map(rows -> placeList(rows, sight))));
  }

  private static Uni<List<Object[]>> places() {
    return Sql.of(LIST).list(Object[].class);
  }

  private static PlaceList placeList(List<Object[]> rows, Sight sight) {
    return new PlaceList(
        rows.stream()
            .map(SiteResource::place)
            .filter(place -> sight.includesSomeOf(place.device()))
            .toList());
  }

  private static DevicePlace place(Object[] row) {
    return new DevicePlace(String.valueOf(row[0]), String.valueOf(row[1]));
  }

  /**
   * Puts a device at a site, instead of where it stood before; moves who sees it.
   *
   * @param match the site's name in quotes where the caller saw it stand: it must stand there still
   * @param noneMatch {@code *} if he saw it stand nowhere
   */
  @PUT
  @Path("devices/{device}")
  @RolesAllowed(Role.Name.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> put(
      @RestPath String device,
      @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> match,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) Optional<String> noneMatch,
      @Valid @NotNull Place place) {
    DevicePlace wanted = checked(place.site(), device);
    return Panache.withTransaction(
            () ->
                viewer
                    .sight(Duty.APPOINT)
                    .invoke(sight -> sight.requireEverywhere(WHO_PLACES))
                    .chain(() -> place(wanted))
                    .invoke(former -> requireSeen(former, match, noneMatch))
                    .chain(former -> audit.append(List.of(placed(wanted, former)))))
        .map(done -> Response.ok(wanted).tag(wanted.site()).build());
  }

  /** Where it stood before, if it did. */
  private static Uni<Optional<String>> place(DevicePlace wanted) {
    return with(PLACE, wanted)
        .execute()
        .flatMap(
            placed ->
                placed == 1
                    ? Uni.createFrom().item(Optional.empty())
                    : Sql.of(FORMER)
                        .with("device", wanted.device())
                        .single(String.class)
                        .call(() -> with(MOVE, wanted).execute())
                        .map(Optional::of));
  }

  private static Sql with(String statement, DevicePlace wanted) {
    return Sql.of(statement).with("device", wanted.device()).with("site", wanted.site());
  }

  /** Refuses with 412 if it stood elsewhere than the caller saw, if he said where. */
  private static void requireSeen(
      Optional<String> former, Optional<String> match, Optional<String> noneMatch) {
    String tag = former.map("\"%s\""::formatted).orElse("");
    boolean isThere =
        match
            .map(String::strip)
            .map(seen -> seen.equals("*") ? former.isPresent() : seen.equals(tag))
            .orElse(true);
    boolean wasNowhere = noneMatch.map(String::strip).filter("*"::equals).isPresent();
    if (!isThere || (wasNowhere && former.isPresent())) {
      throw ProblemException.preconditionFailed(
          "placed-meanwhile", "Somebody else placed this device meanwhile; look again.");
    }
  }

  private AuditEvent placed(DevicePlace place, Optional<String> former) {
    return AuditEvent.of(
        clock.instant(),
        viewer.name(),
        AuditAction.DEVICE_PLACED,
        place.device(),
        "at site %s, before %s"
            .formatted(place.site(), former.map(site -> "at site " + site).orElse("nowhere")));
  }

  private static DevicePlace checked(String site, String device) {
    try {
      return new DevicePlace(new SiteId(site).value(), new DeviceId(device).value());
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("invalid-place", String.valueOf(e.getMessage()));
    }
  }
}
