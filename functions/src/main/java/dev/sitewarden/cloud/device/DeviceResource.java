package dev.sitewarden.cloud.device;

import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Rights;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows devices at a glance: where each stands, what it watches, and what ails it. */
@Path("/api/v1/devices")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.IOT_ENGINEER, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class DeviceResource {
  private final DeviceRows rows;
  private final Viewer viewer;
  private final InstantSource clock;
  private final Health.Patience patience;
  private final Vitals.Limits limits;

  DeviceResource(DeviceRows rows, Viewer viewer, InstantSource clock, DeviceConfig config) {
    this.rows = rows;
    this.viewer = viewer;
    this.clock = clock;
    this.patience = new Health.Patience(config.silentAfter(), config.remember());
    this.limits = new Vitals.Limits(config.lowDiskPercent(), config.hotCelsius(), config.backlog());
  }

  /**
   * A page of devices: silent ones first, then those that are unwell, then the others.
   *
   * @param q only those whose name or site contains this, capitals or not
   * @param after cursor of the page that follows
   */
  @GET
  public Uni<DeviceView.Page> list(
      @RestQuery @DefaultValue("") @Size(max = 64) String q,
      @RestQuery Optional<String> after,
      @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
    DeviceCursor cursor = after.map(DeviceCursor::parse).orElse(DeviceCursor.TOP);
    return Panache.withSession(
        () ->
            viewer
                .rights()
                .flatMap(
                    rights ->
                        all(rights.sight(Duty.TEND))
                            .map(all -> all.stream().filter(view -> view.isFoundBy(q)).toList())
                            .flatMap(found -> page(found, mayPlace(rights), cursor, limit))));
  }

  /** As {@code PUT /api/v1/sites/devices/{device}} wants it. */
  private static boolean mayPlace(Rights rights) {
    return rights.sight(Duty.APPOINT).everywhere();
  }

  private Uni<List<DeviceView>> all(Sight sight) {
    return rows.devices(sight)
        .flatMap(
            devices ->
                rows.cameras(sight)
                    .flatMap(
                        cameras ->
                            rows.conditions(sight)
                                .flatMap(
                                    said ->
                                        rows.vitals(sight)
                                            .map(
                                                vitals -> views(devices, cameras, said, vitals)))));
  }

  private List<DeviceView> views(
      List<DeviceRows.Known> devices,
      Map<String, List<String>> cameras,
      Map<String, List<Condition>> said,
      Map<String, Vitals> measured) {
    Instant now = clock.instant();
    List<DeviceView> views = new ArrayList<>(devices.size());
    for (DeviceRows.Known known : devices) {
      Optional<Vitals> vitals = Optional.ofNullable(measured.get(known.device()));
      Health health =
          Health.of(
              said.getOrDefault(known.device(), List.of()),
              vitals.map(one -> one.ailments(limits)).orElse(List.of()),
              known.heardAt(),
              now,
              patience);
      views.add(
          DeviceView.of(known, cameras.getOrDefault(known.device(), List.of()), health, vitals));
    }
    return views;
  }

  private Uni<DeviceView.Page> page(
      List<DeviceView> all, boolean mayPlace, DeviceCursor after, int limit) {
    List<DeviceView> following =
        all.stream()
            .filter(view -> view.cursor().compareTo(after) > 0)
            .sorted(Comparator.comparing(DeviceView::cursor))
            .limit(limit + 1L)
            .toList();
    List<DeviceView> shown = following.subList(0, Math.min(limit, following.size()));
    return rows.models(shown.stream().map(DeviceView::device).toList())
        .map(
            models ->
                new DeviceView.Page(
                    shown.stream()
                        .map(view -> view.with(Optional.ofNullable(models.get(view.device()))))
                        .toList(),
                    mayPlace,
                    all.stream()
                        .collect(Collectors.groupingBy(DeviceView::state, Collectors.counting())),
                    following.size() > limit
                        ? Optional.of(shown.getLast().cursor().text())
                        : Optional.empty()));
  }
}
