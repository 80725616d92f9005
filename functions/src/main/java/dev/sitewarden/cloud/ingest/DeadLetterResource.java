package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows what could not be taken in, and plays it again through the same code that hubs reach. */
@Path("/api/v1/dead-letters")
@RolesAllowed({Role.Name.IOT_ENGINEER, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {
  private final DeadLetters deadLetters;
  private final Ingestion ingestion;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  DeadLetterResource(
      DeadLetters deadLetters,
      Ingestion ingestion,
      SecurityIdentity identity,
      InstantSource clock) {
    this.deadLetters = deadLetters;
    this.ingestion = ingestion;
    this.identity = identity;
    this.clock = clock;
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
    return deadLetters
        .get(id)
        .map(DeadLetterResource::whole)
        .flatMap(letter -> ingestion.accept(List.of(letter.event())))
        .flatMap(
            left -> left.isEmpty() ? applied(id) : Uni.createFrom().item(left(left.getFirst())));
  }

  private static DeadLetterEntity whole(DeadLetterEntity letter) {
    if (!letter.isWhole()) {
      throw ProblemException.conflict(
          "dead-letter-cut",
          "Only the first %d of its %d bytes were kept: let the device send it again."
              .formatted(DeadLetters.KEPT_BYTES, letter.bodyBytes));
    }
    return letter;
  }

  private Uni<DeadLetterView.Replayed> applied(String id) {
    return deadLetters
        .replayed(id, clock.instant(), identity.getPrincipal().getName())
        .replaceWith(new DeadLetterView.Replayed("APPLIED", Optional.empty(), Optional.empty()));
  }

  private static DeadLetterView.Replayed left(Unreadable letter) {
    return new DeadLetterView.Replayed(
        "STILL_DEAD", Optional.of(letter.code()), Optional.of(letter.reason()));
  }
}
