package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Rows that something has to be done about, outside the session that finds them. */
final class WaitingRows {
  private WaitingRows() {}

  /** Finds so many, and does it for one after the other. */
  static Uni<Void> inTurn(Sql query, int most, Function<Object[], Uni<Void>> work) {
    return Panache.withSession(() -> query.atMost(most).list(Object[].class))
        .flatMap(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(work::apply)
                    .collect()
                    .last());
  }
}
