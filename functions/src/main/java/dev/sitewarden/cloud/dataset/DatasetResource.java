package dev.sitewarden.cloud.dataset;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.domain.dataset.CocoCodec;
import dev.sitewarden.domain.dataset.DatasetSnapshot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;

/** Hands out what verdicts taught. */
@Path("/api/v1/datasets")
@RolesAllowed({
  Role.Name.SITE_ENGINEER,
  Role.Name.LABELER,
  Role.Name.DATA_SCIENTIST,
  Role.Name.ADMIN
})
@Produces(MediaType.APPLICATION_JSON)
public class DatasetResource {
  private final LabelledFrames frames;
  private final Viewer viewer;
  private final AuditLog audit;
  private final InstantSource clock;

  DatasetResource(LabelledFrames frames, Viewer viewer, AuditLog audit, InstantSource clock) {
    this.viewer = viewer;
    this.frames = frames;
    this.audit = audit;
    this.clock = clock;
  }

  /** All judged frames as COCO object detection JSON. */
  @GET
  @Path("incidents.coco.json")
  public Uni<byte[]> incidents() {
    return Panache.withTransaction(
            () -> viewer.sight(Duty.LEARN).flatMap(frames::judged).call(this::noteExport))
        .map(JudgedFrames::snapshot)
        .map(DatasetResource::coco);
  }

  private Uni<Void> noteExport(List<LabelledFrames.Judged> exported) {
    return audit.append(
        List.of(
            AuditEvent.of(
                clock.instant(),
                viewer.name(),
                AuditAction.LABELS_EXPORTED,
                "incidents.coco.json",
                "%d labelled frames".formatted(exported.size()))));
  }

  private static byte[] coco(DatasetSnapshot snapshot) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      CocoCodec.write(snapshot, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory does not fail", e);
    }
    return out.toByteArray();
  }
}
