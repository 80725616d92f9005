package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Viewer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Plays dead letters again through the same code that hubs reach. A message that had its effect
 * meanwhile has none a second time, so that playing one again as often as wanted is safe.
 */
@Singleton
class Replays {
  private final DeadLetters deadLetters;
  private final Ingestion ingestion;
  private final Viewer viewer;
  private final InstantSource clock;

  Replays(DeadLetters deadLetters, Ingestion ingestion, Viewer viewer, InstantSource clock) {
    this.deadLetters = deadLetters;
    this.ingestion = ingestion;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** One; a problem if there is no such letter, or it was cut. */
  Uni<DeadLetterView.Replayed> replay(String id) {
    return deadLetters
        .get(id)
        .map(Replays::whole)
        .map(DeadLetterEntity::event)
        .flatMap(this::play)
        .flatMap(
            left ->
                left.map(letter -> Uni.createFrom().item(stillDead(id, letter)))
                    .orElseGet(() -> applied(id)));
  }

  /** Whether it is a dead letter again; what it makes of others is not its own outcome. */
  private Uni<Optional<Unreadable>> play(HubEvent event) {
    return ingestion
        .accept(List.of(event))
        .map(letters -> letters.stream().filter(one -> one.raw().equals(event)).findFirst());
  }

  /** Each for itself, one after the other; those that cannot be played say so and stop no other. */
  Uni<List<DeadLetterView.Replayed>> replay(List<String> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                replay(id)
                    .onFailure(ProblemException.class)
                    .recoverWithItem(problem -> refused(id, problem)))
        .collect()
        .asList();
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
        .replayed(id, clock.instant(), viewer.name())
        .replaceWith(DeadLetterView.Replayed.applied(id));
  }

  private static DeadLetterView.Replayed stillDead(String id, Unreadable letter) {
    return DeadLetterView.Replayed.not("STILL_DEAD", id, letter.code(), letter.reason());
  }

  private static DeadLetterView.Replayed refused(String id, ProblemException problem) {
    return DeadLetterView.Replayed.not(
        "NOT_PLAYED", id, problem.problem().code(), problem.problem().detail());
  }
}
