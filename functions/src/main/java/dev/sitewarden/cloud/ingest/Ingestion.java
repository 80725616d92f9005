package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Understood;
import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.problem.DatabaseFailure;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Applies a batch exactly once.
 *
 * <p>The whole batch is one transaction: the notes that its messages came, their effects and the
 * dead letters. If something in it can never be stored, the batch is undone and taken again message
 * by message; then only that one becomes a dead letter. A failure that passes by itself fails the
 * batch, and the hub sends it again.
 */
@Singleton
final class Ingestion {
  private static final Logger LOG = Logger.getLogger(Ingestion.class);

  private final ReceivedMessages received;
  private final DeadLetters deadLetters;
  private final MessageHandler handler;
  private final InstantSource clock;

  Ingestion(
      ReceivedMessages received,
      DeadLetters deadLetters,
      MessageHandler handler,
      InstantSource clock) {
    this.received = received;
    this.deadLetters = deadLetters;
    this.handler = handler;
    this.clock = clock;
  }

  /** Completes once everything is committed; fails only if the batch should come again. */
  Uni<Void> accept(List<HubEvent> events) {
    Instant now = clock.instant();
    List<Reading> readings = events.stream().map(event -> Reading.of(event, now)).toList();
    return inTransaction(readings, now)
        .onFailure(failure -> !DatabaseFailure.isRetryable(failure))
        .recoverWithUni(failure -> oneByOne(readings, now))
        .invoke(handler::committed);
  }

  /** Applies a message inside the caller's transaction, which is going to be undone. */
  Uni<Void> rehearse(CloudEvent event, Instant now) {
    String body = new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
    HubEvent raw = new HubEvent(Optional.of(event.source().device().value()), body);
    return inTransaction(List.of(Reading.of(raw, now)), now);
  }

  private Uni<Void> oneByOne(List<Reading> readings, Instant now) {
    return eachInOrder(
        readings,
        reading ->
            inTransaction(List.of(reading), now)
                .onFailure(failure -> !DatabaseFailure.isRetryable(failure))
                .recoverWithUni(failure -> giveUp(reading, failure, now)));
  }

  private Uni<Void> giveUp(Reading reading, Throwable failure, Instant now) {
    String device = reading.raw().device().orElse("?");
    LOG.errorf(failure, "a message of device %s cannot be stored, now a dead letter", device);
    return Panache.withTransaction(
        () -> deadLetters.keep(reading.raw(), "not-storable", failure.toString(), now));
  }

  private Uni<Void> inTransaction(List<Reading> readings, Instant now) {
    List<Understood> understood = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Reading reading : readings) {
      switch (reading) {
        case Understood message -> understood.add(message);
        case Unreadable letter -> unreadable.add(letter);
      }
    }
    return Panache.withTransaction(
        () -> apply(understood, now).flatMap(refused -> keep(unreadable, refused, now)));
  }

  /** Gives new messages their effect; what comes back was refused. */
  private Uni<List<Unreadable>> apply(List<Understood> messages, Instant now) {
    return received
        .noteNew(messages, now)
        .flatMap(
            fresh ->
                handler
                    .handle(fresh.stream().map(Understood::message).toList())
                    .map(outcomes -> refused(fresh, outcomes)));
  }

  private static List<Unreadable> refused(List<Understood> messages, List<Outcome> outcomes) {
    List<Unreadable> refused = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused(String reason)) {
        refused.add(new Unreadable(messages.get(i).raw(), "refused", reason));
      }
    }
    return refused;
  }

  private Uni<Void> keep(List<Unreadable> unreadable, List<Unreadable> refused, Instant now) {
    List<Unreadable> letters = new ArrayList<>(unreadable);
    letters.addAll(refused);
    return eachInOrder(
        letters, letter -> deadLetters.keep(letter.raw(), letter.code(), letter.reason(), now));
  }

  private static <T> Uni<Void> eachInOrder(List<T> items, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(step::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
