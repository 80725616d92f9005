package dev.sitewarden.cloud.dataset;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Hands out what verdicts taught. */
@Path("/api/v1/datasets")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class DatasetResource {
  private final LabelledFrames frames;

  DatasetResource(LabelledFrames frames) {
    this.frames = frames;
  }

  /** All judged frames as COCO object detection JSON. */
  @GET
  @Path("incidents.coco.json")
  public Uni<CocoExport> incidents() {
    return Panache.withSession(frames::judged).map(CocoExport::of);
  }
}
