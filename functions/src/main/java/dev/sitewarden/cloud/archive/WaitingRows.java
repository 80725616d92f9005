package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/** Rows that something has to be done about, outside the session that finds them. */
final class WaitingRows {
  /**
   * How long a round goes on to begin with another row: a slow store must not take a chore to where
   * the Functions host ends it, and the process with it (functionTimeout, 5 minutes).
   */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private WaitingRows() {}

  /** Finds so many, and does it for one after the other; the next round goes on with the rest. */
  static Uni<Void> inTurn(Sql query, int most, Function<Object[], Uni<Void>> work) {
    return Panache.withSession(() -> query.atMost(most).list(Object[].class))
        .flatMap(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .select()
                    .first(mayBegin())
                    .onItem()
                    .transformToUniAndConcatenate(work::apply)
                    .collect()
                    .last());
  }

  /** Whether a round that begins now still has time, as often as it is asked. */
  static <T> Predicate<T> mayBegin() {
    long began = System.nanoTime();
    return any -> System.nanoTime() - began < LONGEST.toNanos();
  }
}
