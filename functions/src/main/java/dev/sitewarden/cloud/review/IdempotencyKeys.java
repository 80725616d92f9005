package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Remembers which intentions had their effect, so that one sent twice has it once. */
@Singleton
public class IdempotencyKeys implements Chore {
  private static final int LONGEST_KEY = 128;
  private static final String NOTE =
      """
      insert into idempotency_key (actor, key, request, incident_id, created_at)
      values (:actor, :key, :request, :subject, :at)
      on conflict do nothing
      """;
  private static final String NOTED =
      """
      select request, cast(incident_id as text) from idempotency_key
      where actor = :actor and key = :key
      """;

  private static final String FORGET = "delete from idempotency_key where created_at < :before";

  /** A page that was closed yesterday sends nothing again. */
  private static final Duration REMEMBERED = Duration.ofDays(2);

  private final InstantSource clock;

  IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One intention of one user.
   *
   * @param subject the incident that it is about, or the id of what it makes
   * @param request what he asked for, in a fixed form
   */
  public record Intention(String actor, String key, UUID subject, String request) {
    public Intention {
      if (key.isBlank()
          || key.length() > LONGEST_KEY
          || key.chars().anyMatch(Character::isISOControl)) {
        throw ProblemException.badRequest(
            "invalid-idempotency-key",
            "Idempotency-Key must be 1..%d printable characters.".formatted(LONGEST_KEY));
      }
    }

    String digest() {
      return Digest.of(request.getBytes(StandardCharsets.UTF_8)).sha256();
    }
  }

  /**
   * Notes an intention inside the caller's transaction; one that is being carried out right now is
   * waited for.
   *
   * @return whether it is new; the same key for another request is a problem
   */
  public Uni<Boolean> isNew(Intention intention) {
    return note(intention)
        .flatMap(
            noted ->
                noted == 1
                    ? Uni.createFrom().item(true)
                    : earlier(intention).map(subject -> false));
  }

  private Uni<Integer> note(Intention intention) {
    return Sql.of(NOTE)
        .with("actor", intention.actor())
        .with("key", intention.key())
        .with("request", intention.digest())
        .with("subject", intention.subject())
        .with("at", clock.instant())
        .execute();
  }

  /** What the same intention was about, or made, when it was carried out. */
  public Uni<UUID> earlier(Intention intention) {
    return Sql.of(NOTED)
        .with("actor", intention.actor())
        .with("key", intention.key())
        .single(Tuple.class)
        .map(
            noted -> {
              if (noted.get(0, String.class).equals(intention.digest())) {
                return UUID.fromString(noted.get(1, String.class));
              }
              throw ProblemException.unprocessable(
                  "idempotency-key-reused", "This Idempotency-Key was used for another request.");
            });
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.HOURLY;
  }

  @Override
  public Uni<Void> run() {
    return Panache.withTransaction(
        () ->
            Sql.of(FORGET)
                .with("before", clock.instant().minus(REMEMBERED))
                .execute()
                .replaceWithVoid());
  }
}
