package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The function {@code IngestTelemetry} as the Functions host calls a custom handler. Any answer but
 * 2xx makes the host, and so the device's hub, send the batch again.
 */
@Path("/IngestTelemetry")
public final class IngestTelemetryResource {
  private static final String DONE = "{\"Outputs\":{},\"Logs\":[],\"ReturnValue\":null}";

  private final Ingestion ingestion;

  IngestTelemetryResource(Ingestion ingestion) {
    this.ingestion = ingestion;
  }

  /** Answers once the batch is committed; see {@link TriggerEnvelope} for the body. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true) // for the host alone, not part of the API
  public Uni<String> ingest(byte[] envelope) {
    return ingestion.take(read(envelope)).replaceWith(DONE);
  }

  private static List<HubEvent> read(byte[] envelope) {
    try {
      return TriggerEnvelope.read(envelope);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("invalid-envelope", String.valueOf(e.getMessage()));
    }
  }
}
