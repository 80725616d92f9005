package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.domain.incident.Evidence;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/** Serves pictures, clips and detections; a player asks for parts of a clip. */
@Path("/api/v1/incidents/{id}/evidence")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
public class EvidenceResource {
  private static final Logger LOG = Logger.getLogger(EvidenceResource.class);
  private static final Set<Response.Status> SHOWN =
      Set.of(
          Response.Status.OK, Response.Status.PARTIAL_CONTENT, Response.Status.TEMPORARY_REDIRECT);

  private final Incidents incidents;
  private final BlobStore blobs;
  private final Pictures pictures;
  private final Viewer viewer;
  private final AuditLog audit;
  private final InstantSource clock;

  EvidenceResource(
      Incidents incidents,
      BlobStore blobs,
      Pictures pictures,
      Viewer viewer,
      AuditLog audit,
      InstantSource clock) {
    this.incidents = incidents;
    this.blobs = blobs;
    this.pictures = pictures;
    this.viewer = viewer;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * One file, or the part that {@code Range} names.
   *
   * @param kind snapshot, clip, detections or thumbnail
   */
  @GET
  @Path("{kind}")
  public Uni<Response> get(
      @RestPath UUID id,
      @RestPath String kind,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) Optional<String> known,
      @HeaderParam("Range") Optional<String> range) {
    Evidence.Kind wanted = kind(kind);
    return Panache.withSession(() -> seen(id))
        .flatMap(incident -> pictures.require(incident, wanted))
        .chain(
            () ->
                Panache.withTransaction(
                    () ->
                        seen(id)
                            .flatMap(
                                incident -> {
                                  Response answer = answer(incident, wanted, known, range);
                                  return note(incident, wanted, range, answer).replaceWith(answer);
                                })));
  }

  private Uni<IncidentEntity> seen(UUID id) {
    return viewer.sight(Duty.LOOK).flatMap(sight -> incidents.get(id, sight));
  }

  /**
   * Notes the access before a byte or a link goes out; who is told that nothing changed, or that
   * there is no such part, sees nothing new.
   */
  private Uni<Void> note(
      IncidentEntity incident, Evidence.Kind kind, Optional<String> range, Response answer) {
    if (!SHOWN.contains(answer.getStatusInfo().toEnum())) {
      return Uni.createFrom().voidItem();
    }
    String what = kind.name().toLowerCase(Locale.ROOT);
    return audit.append(
        List.of(
            AuditEvent.ofCamera(
                clock.instant(),
                viewer.name(),
                AuditAction.EVIDENCE_READ,
                incident.id.toString(),
                incident.device,
                incident.camera,
                range.map(part -> what + " " + part).orElse(what))));
  }

  private static Evidence.Kind kind(String name) {
    return Arrays.stream(Evidence.Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "evidence-unknown", "Evidence is snapshot, clip, detections or thumbnail."));
  }

  private Response answer(
      IncidentEntity incident, Evidence.Kind kind, Optional<String> known, Optional<String> range) {
    FileColumns stored =
        incident
            .file(kind)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "evidence-not-stored", "The device has not stored this yet."));
    EntityTag tag = new EntityTag(stored.sha256());
    if (known.map(value -> value.contains(stored.sha256())).orElse(false)) {
      return Response.notModified(tag)
          .header(HttpHeaders.CACHE_CONTROL, PartialContent.CACHING)
          .build();
    }
    Blob blob = find(stored).orElseThrow(() -> missing(incident));
    return PartialContent.of(blob, kind.contentType(), stored.sha256(), range);
  }

  private Optional<Blob> find(FileColumns stored) {
    try {
      return blobs.find(stored.path());
    } catch (UncheckedIOException e) {
      LOG.warnf(e, "evidence %s cannot be read, answering 503", stored.path());
      throw unreadable();
    }
  }

  static ProblemException unreadable() {
    return ProblemException.unavailable(
        "evidence-unreadable", "This file cannot be read now; try again in some seconds.");
  }

  static ProblemException missing(IncidentEntity incident) {
    return incident
        .evidenceGoneAt()
        .map(
            at ->
                ProblemException.notFound(
                    "evidence-gone", "This file is no longer kept, since %s.".formatted(at)))
        .orElseGet(
            () ->
                ProblemException.notFound(
                    "evidence-missing", "This file is not in the blob store any more."));
  }
}
