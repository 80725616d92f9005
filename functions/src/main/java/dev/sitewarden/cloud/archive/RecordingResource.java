package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.incident.PartialContent;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Plays recordings, from whichever tier has them. */
@Path("/api/v1/recordings/{device}/{id}")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
public class RecordingResource {
  private final Recordings recordings;
  private final BlobStore media;
  private final ArchiveStore archive;
  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  RecordingResource( // both tiers, and who looks
      Recordings recordings,
      BlobStore media,
      ArchiveStore archive,
      AuditLog audit,
      Viewer viewer,
      InstantSource clock) {
    this.recordings = recordings;
    this.media = media;
    this.archive = archive;
    this.audit = audit;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** The video, or the part of it that {@code Range} names. */
  @GET
  public Uni<Response> play(
      @RestPath String device, @RestPath UUID id, @HeaderParam("Range") Optional<String> range) {
    return Panache.withTransaction(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(sight -> recordings.get(device, id, sight))
                .flatMap(
                    recording ->
                        audit
                            .append(List.of(read(recording, range)))
                            .replaceWith(() -> answer(recording, range))));
  }

  private Response answer(Recording recording, Optional<String> range) {
    Blob blob =
        inMedia(recording)
            .or(() -> inArchive(recording))
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "recording-missing", "This recording is in no tier any more."));
    return PartialContent.of(blob, "video/mp4", recording.sha256(), range);
  }

  /** A store that is far away is not asked whether it has it: what retention noted counts. */
  private Optional<Blob> inMedia(Recording recording) {
    return recording.isInMedia() ? media.find(recording.path()) : Optional.empty();
  }

  private Optional<Blob> inArchive(Recording recording) {
    return recording.archivedAt().isPresent() && !recording.isGone()
        ? archive.find(recording.path())
        : Optional.empty();
  }

  private AuditEvent read(Recording recording, Optional<String> range) {
    return AuditEvent.ofCamera(
        clock.instant(),
        viewer.name(),
        AuditAction.RECORDING_READ,
        recording.id().toString(),
        recording.device(),
        recording.camera(),
        "%s to %s%s"
            .formatted(
                recording.from(), recording.to(), range.map(part -> ", " + part).orElse("")));
  }
}
