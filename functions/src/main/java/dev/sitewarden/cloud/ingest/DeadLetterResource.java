package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.rights.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Shows what could not be taken in, and plays it again through the same code that hubs reach; for
 * devices that the viewer sees with all their cameras.
 */
@Path("/api/v1/dead-letters")
@RolesAllowed({Role.Name.IOT_ENGINEER, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {
  /**
   * As many as are played within a second or so: an answer must not outlast a gateway's patience.
   */
  private static final int MOST_AT_ONCE = 50;

  private final DeadLetters deadLetters;
  private final Replays replays;

  DeadLetterResource(DeadLetters deadLetters, Replays replays) {
    this.deadLetters = deadLetters;
    this.replays = replays;
  }

  /**
   * A page, newest first, without bodies.
   *
   * @param code show only these
   * @param device show only what came from this device
   * @param before cursor of an older page
   */
  @GET
  public Uni<DeadLetterView.Page> list(
      @RestQuery @DefaultValue("") String code,
      @RestQuery @DefaultValue("") String device,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @RestQuery Optional<String> before) {
    DeadLetterCursor cursor = before.map(DeadLetterCursor::parse).orElse(DeadLetterCursor.TOP);
    return deadLetters.page(code, device, cursor, limit + 1).map(rows -> page(rows, limit));
  }

  private static DeadLetterView.Page page(List<DeadLetterEntity> rows, int limit) {
    List<DeadLetterEntity> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    return new DeadLetterView.Page(
        shown.stream().map(DeadLetterView::listed).toList(),
        rows.size() > limit
            ? Optional.of(DeadLetterCursor.at(shown.getLast()).text())
            : Optional.empty());
  }

  /** One of them, with its body. */
  @GET
  @Path("{id}")
  public Uni<DeadLetterView> get(@RestPath String id) {
    return deadLetters.get(id).map(DeadLetterView::whole);
  }

  /**
   * Plays it again, such as after an update that knows its type. A message that had its effect
   * meanwhile has none a second time; one that still cannot be taken in stays, counted once more.
   */
  @POST
  @Path("{id}/replay")
  public Uni<DeadLetterView.Replayed> replay(@RestPath String id) {
    return replays.replay(id);
  }

  /** Letters to be played again. */
  record Many(@NotNull @Size(min = 1, max = MOST_AT_ONCE) List<@NotNull String> ids) {}

  /** What became of each letter, in the order of the request. */
  record ManyReplayed(List<DeadLetterView.Replayed> items) {
    ManyReplayed {
      items = List.copyOf(items);
    }
  }

  /**
   * Plays some again, each for itself. Whoever has many sends them in parts: each answer is a step
   * of the way, and a part that was sent twice has its effect once.
   */
  @POST
  @Path("replays")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<ManyReplayed> replayMany(@Valid @NotNull Many many) {
    return replays.replay(many.ids()).map(ManyReplayed::new);
  }
}
