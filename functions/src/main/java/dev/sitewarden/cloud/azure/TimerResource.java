package dev.sitewarden.cloud.azure;

import dev.sitewarden.cloud.chore.Chore.Rhythm;
import dev.sitewarden.cloud.chore.Chores;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The same clock as the host calls a custom handler; the envelope says nothing that matters. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TimerResource {
  private static final String DONE = "{\"Outputs\":{},\"Logs\":[],\"ReturnValue\":null}";

  private final Chores chores;

  TimerResource(Chores chores) {
    this.chores = chores;
  }

  @POST
  @Path("FrequentChores")
  @Operation(hidden = true)
  public Uni<String> frequent(byte[] envelope) {
    return chores.run(Rhythm.OFTEN).replaceWith(DONE);
  }

  @POST
  @Path("FileChores")
  @Operation(hidden = true)
  public Uni<String> files(byte[] envelope) {
    return chores.run(Rhythm.FILES).replaceWith(DONE);
  }

  @POST
  @Path("HourlyChores")
  @Operation(hidden = true)
  public Uni<String> hourly(byte[] envelope) {
    return chores.run(Rhythm.HOURLY).replaceWith(DONE);
  }
}
