package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.review.IdempotencyKeys;
import dev.sitewarden.cloud.review.IdempotencyKeys.Intention;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import dev.sitewarden.cloud.sql.AskedTime;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/** Places and releases legal holds: of a camera's time nothing is dropped, whatever its age. */
@Path("/api/v1/holds")
@RolesAllowed({Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {
  private static final int SHOWN = 1000;

  /** Cameras that a sentence names. */
  private static final int MOST_NAMED = 20;

  private static final String SAMPLED =
      """
      select exists (select 1 from sampled_frame where device = :device and camera = :camera)
      """;
  private static final String LIST =
      "from HoldEntity held where "
          + Sight.condition("held")
          + "order by case when releasedAt is null then 0 else 1 end, placedAt desc, id";

  private final Recordings recordings;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  HoldResource(
      Recordings recordings,
      IdempotencyKeys keys,
      AuditLog audit,
      Viewer viewer,
      InstantSource clock) {
    this.recordings = recordings;
    this.keys = keys;
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
      @NotBlank @Size(max = 500) String reason) {

    /** In a fixed form. */
    String request() {
      return String.join("\n", "hold", device, camera, from.toString(), to.toString(), reason);
    }
  }

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

  /** Places a hold; the same intention sent again is answered with the hold that it placed. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> place(
      @HeaderParam("Idempotency-Key") Optional<String> key, @Valid @NotNull NewHold wanted) {
    requireTime(wanted);
    HoldEntity hold = new HoldEntity(wanted, viewer.name(), clock.instant());
    Optional<Intention> intention =
        key.map(text -> new Intention(viewer.name(), text, hold.id, wanted.request()));
    return Panache.withTransaction(
        () -> viewer.sight(Duty.AUDIT).flatMap(sight -> placeOnce(hold, intention, sight)));
  }

  private Uni<Response> placeOnce(HoldEntity hold, Optional<Intention> intention, Sight sight) {
    return intention
        .map(keys::isNew)
        .orElseGet(() -> Uni.createFrom().item(true))
        .flatMap(
            isNew ->
                isNew
                    ? place(hold, sight).replaceWith(answer(Response.Status.CREATED, hold))
                    : keys.earlier(intention.orElseThrow())
                        .flatMap(id -> held(id, sight))
                        .map(placed -> answer(Response.Status.OK, placed)));
  }

  private static Response answer(Response.Status status, HoldEntity hold) {
    return Response.status(status).entity(HoldView.of(hold)).build();
  }

  private Uni<Void> place(HoldEntity hold, Sight sight) {
    return recordings
        .cameras(sight)
        .flatMap(known -> requireKnown(hold, known, sight))
        .chain(AdvisoryLock.HOLDS::take)
        .chain(() -> Panache.getSession())
        .flatMap(session -> session.persist(hold))
        .chain(() -> audit.append(List.of(event(hold, AuditAction.HOLD_PLACED))));
  }

  /** A hold on a camera that nobody knows would protect nothing: most likely it is mistyped. */
  private static Uni<Void> requireKnown(HoldEntity hold, List<Object[]> known, Sight sight) {
    List<String> names = known.stream().map(row -> row[0] + "/" + row[1]).toList();
    if (names.contains(hold.device + "/" + hold.camera)) {
      return Uni.createFrom().voidItem();
    }
    return Sql.of(SAMPLED)
        .with("device", hold.device)
        .with("camera", hold.camera)
        .single(Boolean.class)
        .invoke(
            isSampled -> {
              if (!isSampled || !sight.includes(hold.device, hold.camera)) {
                throw unknown(hold, names);
              }
            })
        .replaceWithVoid();
  }

  private static ProblemException unknown(HoldEntity hold, List<String> names) {
    List<String> ofDevice =
        names.stream().filter(name -> name.startsWith(hold.device + "/")).toList();
    List<String> near = ofDevice.isEmpty() ? names : ofDevice;
    String some = near.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    String rest =
        near.size() > MOST_NAMED ? " and %d more".formatted(near.size() - MOST_NAMED) : "";
    return ProblemException.notFound(
        "camera-unknown",
        "No incident and no recording is of a camera %s. %s."
            .formatted(
                hold.device + "/" + hold.camera,
                near.isEmpty() ? "There is no camera yet" : "There are " + some + rest));
  }

  private static void requireTime(NewHold wanted) {
    try {
      AskedTime.require(wanted.from(), wanted.to());
    } catch (DateTimeException e) {
      throw ProblemException.badRequest("invalid-time", String.valueOf(e.getMessage()));
    }
    if (!wanted.from().isBefore(wanted.to())) {
      throw ProblemException.badRequest("invalid-time", "from must be before to.");
    }
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
