package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Places and releases legal holds: of a camera's time nothing is dropped, whatever its age. */
@Path("/api/v1/holds")
@RolesAllowed({Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {
  private static final int SHOWN = 1000;
  private static final String LIST =
      "from HoldEntity held where "
          + Sight.condition("held")
          + "order by case when releasedAt is null then 0 else 1 end, placedAt desc, id";

  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  HoldResource(AuditLog audit, Viewer viewer, InstantSource clock) {
    this.audit = audit;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** A hold to be placed. */
  record NewHold(
      @NotBlank @Size(max = 64) String device,
      @NotBlank @Size(max = 64) String camera,
      @NotNull Instant from,
      @NotNull Instant to,
      @NotBlank @Size(max = 500) String reason) {}

  /** A hold, perhaps released. */
  record HoldView(
      UUID id,
      String device,
      String camera,
      Instant from,
      Instant to,
      String reason,
      String placedBy,
      Instant placedAt,
      Optional<String> releasedBy,
      Optional<Instant> releasedAt) {
    static HoldView of(HoldEntity row) {
      return new HoldView(
          row.id,
          row.device,
          row.camera,
          row.fromAt,
          row.toAt,
          row.reason,
          row.placedBy,
          row.placedAt,
          Optional.ofNullable(row.releasedBy),
          Optional.ofNullable(row.releasedAt));
    }
  }

  /** Holds, those in force first. */
  record HoldList(List<HoldView> items) {
    HoldList {
      items = List.copyOf(items);
    }
  }

  /** The holds on cameras in sight. */
  @GET
  public Uni<HoldList> list() {
    return Panache.withSession(
            () ->
                viewer
                    .sight(Duty.AUDIT)
                    .flatMap(
                        sight ->
                            Panache.getSession()
                                .flatMap(
                                    session ->
                                        sight
                                            .bind(
                                                session.createSelectionQuery(
                                                    LIST, HoldEntity.class))
                                            .setMaxResults(SHOWN)
                                            .getResultList())))
        .map(rows -> new HoldList(rows.stream().map(HoldView::of).toList()));
  }

  /** Places a hold. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> place(@Valid @NotNull NewHold wanted) {
    if (!wanted.from().isBefore(wanted.to())) {
      throw ProblemException.badRequest("invalid-time", "from must be before to.");
    }
    HoldEntity hold = new HoldEntity(wanted, viewer.name(), clock.instant());
    return Panache.withTransaction(
            () ->
                viewer
                    .sight(Duty.AUDIT)
                    .invoke(sight -> requireSeen(hold, sight))
                    .chain(AdvisoryLock.HOLDS::take)
                    .chain(() -> Panache.getSession())
                    .flatMap(session -> session.persist(hold))
                    .chain(() -> audit.append(List.of(event(hold, AuditAction.HOLD_PLACED)))))
        .map(done -> Response.status(Response.Status.CREATED).entity(HoldView.of(hold)).build());
  }

  /** Releases it; what is too old is dropped from then on. */
  @POST
  @Path("{id}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<HoldView> release(@RestPath UUID id, @NotNull Release nothing) {
    return Panache.withTransaction(
        () ->
            viewer
                .sight(Duty.AUDIT)
                .flatMap(sight -> held(id, sight))
                .invoke(hold -> hold.release(viewer.name(), clock.instant()))
                .call(hold -> audit.append(List.of(event(hold, AuditAction.HOLD_RELEASED))))
                .map(HoldView::of));
  }

  /** Nothing more to say. */
  record Release() {}

  private static Uni<HoldEntity> held(UUID id, Sight sight) {
    return Panache.getSession()
        .flatMap(session -> session.find(HoldEntity.class, id))
        .onItem()
        .ifNull()
        .failWith(() -> unknown("hold " + id))
        .invoke(hold -> requireSeen(hold, sight));
  }

  private static void requireSeen(HoldEntity hold, Sight sight) {
    if (!sight.includes(hold.device, hold.camera)) {
      throw unknown("camera %s of device %s".formatted(hold.camera, hold.device));
    }
  }

  private static ProblemException unknown(String what) {
    return ProblemException.notFound("hold-unknown", "There is no %s.".formatted(what));
  }

  private AuditEvent event(HoldEntity hold, AuditAction action) {
    return AuditEvent.ofCamera(
        clock.instant(),
        viewer.name(),
        action,
        hold.id.toString(),
        hold.device,
        hold.camera,
        "%s to %s: %s".formatted(hold.fromAt, hold.toAt, hold.reason));
  }
}
