package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Refusal;
import dev.sitewarden.cloud.ingest.Reading.Understood;
import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.observe.Leg;
import dev.sitewarden.cloud.observe.LogFields;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Applies a batch exactly once.
 *
 * <p>The whole batch is one transaction: the notes that its messages came, their effects and the
 * dead letters. If something in it can never be stored, the batch is undone and each half is taken
 * by itself, and so on; at last only that one becomes a dead letter. A failure that passes by
 * itself fails the batch, and the hub sends it again.
 */
@Singleton
public final class Ingestion {
  private static final Logger LOG = Logger.getLogger(Ingestion.class);

  private final ReceivedMessages received;
  private final DeadLetters deadLetters;
  private final DeviceReports reports;
  private final MessageHandler handler;
  private final BatchAccounts accounts;
  private final InstantSource clock;

  Ingestion(
      ReceivedMessages received,
      DeadLetters deadLetters,
      DeviceReports reports,
      MessageHandler handler,
      BatchAccounts accounts,
      InstantSource clock) {
    this.received = received;
    this.deadLetters = deadLetters;
    this.reports = reports;
    this.handler = handler;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Completes once everything is committed; fails only if the batch should come again. */
  public Uni<Void> take(List<HubEvent> events) {
    return accept(events).replaceWithVoid();
  }

  /**
   * Completes once everything is committed, with what became dead letters; fails only if the batch
   * should come again.
   */
  Uni<List<Unreadable>> accept(List<HubEvent> events) {
    Instant now = clock.instant();
    List<Reading> readings = events.stream().map(event -> Reading.of(event, now)).toList();
    Uni<List<Unreadable>> stored = store(readings, now);
    return readings.stream().anyMatch(Ingestion::isForHandler)
        ? stored.invoke(handler::committed)
        : stored;
  }

  /**
   * Makes dead letters of messages that were taken in before and can never have an effect.
   *
   * @param taken takes what was kept of them, in the transaction that keeps the letters
   * @return how many there were
   */
  public Uni<Integer> refuse(Supplier<Uni<List<Handled.Late>>> taken) {
    return Panache.withTransaction(
            () ->
                taken
                    .get()
                    .map(late -> late.stream().map(Ingestion::refused).toList())
                    .call(received::forget)
                    .map(refused -> refused.stream().map(Refusal::letter).toList())
                    .flatMap(letters -> keep(letters, clock.instant())))
        .invoke(accounts::refused)
        .map(List::size);
  }

  private static boolean isForHandler(Reading reading) {
    return reading instanceof Understood one && !DeviceReports.isReport(one.message());
  }

  /** Applies a message inside the caller's transaction, which is undone. */
  Uni<Void> rehearse(CloudEvent event, Instant now) {
    return write(List.of(Reading.of(raw(event), now)), now, fresh -> {}).replaceWithVoid();
  }

  /** The same of what follows: its own transaction, as news are made early in the first one. */
  Uni<Void> rehearseFollowing(CloudEvent event, Instant now) {
    return handler.rehearse(List.of(new DeviceEvent(event.source().device(), event, now)));
  }

  /** The same without what follows the commit. */
  Uni<List<Unreadable>> store(List<Reading> readings, Instant now) {
    BatchAccount account = accounts.open(readings);
    return store(account.readings(), now, account)
        .invoke(account::ended)
        .onFailure()
        .invoke(account::failed);
  }

  private Uni<List<Unreadable>> store(List<Reading> readings, Instant now, BatchAccount account) {
    return inTransaction(readings, now, account)
        .onFailure(failure -> !DatabaseFailure.isRetryable(failure))
        .recoverWithUni(
            failure ->
                readings.size() == 1
                    ? giveUp(readings.getFirst(), failure, now, account)
                    : storeHalves(readings, now, account));
  }

  private Uni<List<Unreadable>> storeHalves(
      List<Reading> readings, Instant now, BatchAccount account) {
    int middle = readings.size() / 2;
    return store(readings.subList(0, middle), now, account)
        .flatMap(
            first ->
                store(readings.subList(middle, readings.size()), now, account)
                    .map(second -> both(first, second)));
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Uni<List<Unreadable>> giveUp(
      Reading reading, Throwable failure, Instant now, BatchAccount account) {
    String device = reading.raw().device().orElse("?");
    LogFields.of(reading.place())
        .with(Leg.DEVICE, device)
        .log(
            () ->
                LOG.errorf(
                    failure, "a message of device %s cannot be stored, now a dead letter", device));
    Unreadable letter = new Unreadable(reading.raw(), "not-storable", failure.toString());
    return Panache.withTransaction(() -> keep(List.of(letter), now))
        .invoke(letters -> account.gaveUp(reading, letters));
  }

  private Uni<List<Unreadable>> inTransaction(
      List<Reading> readings, Instant now, BatchAccount account) {
    List<Understood> fresh = new ArrayList<>();
    return write(readings, now, fresh::addAll)
        .invoke(letters -> account.committed(readings, fresh, letters));
  }

  /** One transaction; {@code first} hears which messages were never here before. */
  private Uni<List<Unreadable>> write(
      List<Reading> readings, Instant now, Consumer<List<Understood>> first) {
    List<Understood> understood = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Reading reading : readings) {
      switch (reading) {
        case Understood message -> understood.add(message);
        case Unreadable letter -> unreadable.add(letter);
      }
    }
    return Panache.withTransaction(
        () ->
            apply(understood, now, first).flatMap(refused -> keep(both(unreadable, refused), now)));
  }

  /** Gives new messages their effect; what comes back was refused. */
  private Uni<List<Unreadable>> apply(
      List<Understood> messages, Instant now, Consumer<List<Understood>> first) {
    return received.noteNew(messages, now).invoke(first).flatMap(this::applyNew);
  }

  private Uni<List<Unreadable>> applyNew(List<Understood> fresh) {
    List<Understood> reported =
        fresh.stream().filter(one -> DeviceReports.isReport(one.message())).toList();
    List<Understood> others =
        fresh.stream().filter(one -> !DeviceReports.isReport(one.message())).toList();
    return reports
        .keep(events(reported))
        .map(outcomes -> refused(reported, outcomes))
        .flatMap(
            refused ->
                handler
                    .handle(events(others))
                    .map(handled -> both(refused, refused(others, handled))))
        .call(received::forget) // so that it is looked at again when it comes, or is played, again
        .map(refused -> refused.stream().map(Refusal::letter).toList());
  }

  private static List<DeviceEvent> events(List<Understood> messages) {
    return messages.stream().map(Understood::message).toList();
  }

  private static List<Refusal> refused(List<Understood> messages, Handled handled) {
    List<Refusal> late = handled.late().stream().map(Ingestion::refused).toList();
    return both(refused(messages, handled.outcomes()), late);
  }

  /** As it came, but for its place in the trace. */
  private static Refusal refused(Handled.Late late) {
    return new Refusal(new Understood(raw(late.message().event()), late.message()), late.reason());
  }

  private static HubEvent raw(CloudEvent event) {
    String body = new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
    return new HubEvent(Optional.of(event.source().device().value()), body);
  }

  private static List<Refusal> refused(List<Understood> messages, List<Outcome> outcomes) {
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused(String reason)) {
        refused.add(new Refusal(messages.get(i), reason));
      }
    }
    return refused;
  }

  private Uni<List<Unreadable>> keep(List<Unreadable> letters, Instant now) {
    return Multi.createFrom()
        .iterable(letters)
        .onItem()
        .transformToUniAndConcatenate(
            letter -> deadLetters.keep(letter.raw(), letter.code(), letter.reason(), now))
        .collect()
        .last()
        .replaceWith(letters);
  }
}
