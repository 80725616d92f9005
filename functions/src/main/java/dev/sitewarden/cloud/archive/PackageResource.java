package dev.sitewarden.cloud.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditExtract;
import dev.sitewarden.cloud.audit.AuditKey;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.audit.PackageWriter;
import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.Incidents;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.domain.incident.Evidence;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/** Hands out signed evidence packages; {@code ./sitewarden audit verify} checks them offline. */
@Path("/api/v1/incidents/{id}/package")
@RolesAllowed({Role.Name.AUDITOR, Role.Name.ADMIN})
public class PackageResource {
  private static final Logger LOG = Logger.getLogger(PackageResource.class);

  private final Incidents incidents;
  private final BlobStore blobs;
  private final AuditLog audit;
  private final AuditExtract extract;
  private final AuditKey key;
  private final Viewer viewer;
  private final ObjectMapper json;
  private final InstantSource clock;

  PackageResource( // what a package is made of
      Incidents incidents,
      BlobStore blobs,
      AuditLog audit,
      AuditExtract extract,
      AuditKey key,
      Viewer viewer,
      ObjectMapper json,
      InstantSource clock) {
    this.incidents = incidents;
    this.blobs = blobs;
    this.audit = audit;
    this.extract = extract;
    this.key = key;
    this.viewer = viewer;
    this.json = json;
    this.clock = clock;
  }

  /** What goes into a package. */
  private record Content(IncidentEntity incident, ObjectNode told, ObjectNode chain) {}

  /** The package of an incident; that it was taken is in the log, and in the package itself. */
  @GET
  @Produces("application/zip")
  public Uni<Response> get(@RestPath UUID id, @jakarta.ws.rs.core.Context RoutingContext call) {
    String by = viewer.name();
    Instant at = clock.instant();
    return Panache.withTransaction(() -> content(id, by, at))
        .flatMap(content -> Blocking.call(() -> pack(content, by, at)))
        .map(file -> answer(file, id, call));
  }

  private Uni<Content> content(UUID id, String by, Instant at) {
    return viewer
        .sight(Duty.AUDIT)
        .flatMap(sight -> incidents.get(id, sight))
        .call(incident -> audit.append(List.of(exported(incident, by, at))))
        .flatMap(
            incident ->
                incidents
                    .view(incident)
                    .map(view -> told(incident, json.valueToTree(view)))
                    .flatMap(
                        told ->
                            extract
                                .about(id.toString())
                                .map(chain -> new Content(incident, told, chain))));
  }

  private static AuditEvent exported(IncidentEntity incident, String by, Instant at) {
    return AuditEvent.ofCamera(
        at,
        by,
        AuditAction.EVIDENCE_EXPORTED,
        incident.id().toString(),
        incident.device(),
        incident.camera(),
        "evidence package");
  }

  /** The incident as the API tells it, and the digests of what the device stored. */
  private static ObjectNode told(IncidentEntity incident, ObjectNode told) {
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      incident
          .evidence(kind)
          .ifPresent(
              evidence ->
                  told.withArray("files")
                      .addObject()
                      .put("name", kind.fileName())
                      .put("path", evidence.path())
                      .put("bytes", evidence.bytes())
                      .put("sha256", evidence.digest().sha256()));
    }
    return told;
  }

  private java.nio.file.Path pack(Content content, String by, Instant at) throws IOException {
    java.nio.file.Path file = Files.createTempFile("evidence-", ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        PackageWriter writer =
            new PackageWriter(out, key, content.incident().id().toString(), by, at)) {
      writer.add(content.told(), content.chain());
      for (Evidence.Kind kind : Evidence.Kind.values()) {
        Optional<Evidence> known = content.incident().evidence(kind);
        if (known.isPresent()) {
          add(writer, known.orElseThrow(), content.incident());
        }
      }
      writer.sign();
      return file;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      LOG.warnf(e, "no package of incident %s, answering 503", content.incident().id());
      throw ProblemException.unavailable(
          "package-not-made", "Its files cannot be read now; try again in some seconds.");
    }
  }

  private void add(PackageWriter writer, Evidence evidence, IncidentEntity incident)
      throws IOException {
    String name = evidence.kind().fileName();
    Optional<InputStream> blob = blobs.open(evidence.path());
    if (blob.isEmpty()) {
      writer.leaveOut(name, whyMissing(incident));
      return;
    }
    try (InputStream file = blob.orElseThrow()) {
      writer.add(name, file);
    }
  }

  private static String whyMissing(IncidentEntity incident) {
    return incident
        .evidenceGoneAt()
        .map("dropped by retention at %s"::formatted)
        .orElse("not found in the store");
  }

  private static Response answer(java.nio.file.Path file, UUID id, RoutingContext call) {
    call.addEndHandler(ended -> delete(file));
    return Response.ok(file)
        .header("Content-Disposition", "attachment; filename=\"evidence-%s.zip\"".formatted(id))
        .build();
  }

  private static void delete(java.nio.file.Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("the package %s stays on the disk: %s", file, e.getMessage());
    }
  }
}
