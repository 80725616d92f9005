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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
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
      on conflict (device) do update set site = excluded.site
      """;

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

  /** Puts a device at a site, instead of where it stood before; moves who sees it. */
  @PUT
  @Path("devices/{device}")
  @RolesAllowed(Role.Name.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<DevicePlace> put(@RestPath String device, @Valid @NotNull Place place) {
    DevicePlace wanted = checked(place.site(), device);
    return Panache.withTransaction(
        () ->
            viewer
                .sight(Duty.APPOINT)
                .invoke(sight -> sight.requireEverywhere(WHO_PLACES))
                .chain(
                    () ->
                        Sql.of(PLACE)
                            .with("device", wanted.device())
                            .with("site", wanted.site())
                            .execute())
                .chain(() -> audit.append(List.of(placed(wanted))))
                .replaceWith(wanted));
  }

  private AuditEvent placed(DevicePlace place) {
    return AuditEvent.of(
        clock.instant(),
        viewer.name(),
        AuditAction.DEVICE_PLACED,
        place.device(),
        "at site " + place.site());
  }

  private static DevicePlace checked(String site, String device) {
    try {
      return new DevicePlace(new SiteId(site).value(), new DeviceId(device).value());
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("invalid-place", String.valueOf(e.getMessage()));
    }
  }
}
