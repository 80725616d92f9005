package dev.sitewarden.cloud.archive;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows that something has to be done about, outside the session that finds them. */
final class WaitingRows {
  private WaitingRows() {}

  /** Finds so many, and does it for one after the other. */
  static Uni<Void> inTurn(
      Function<Mutiny.Session, Mutiny.SelectionQuery<Object[]>> query,
      int most,
      Function<Object[], Uni<Void>> work) {
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .flatMap(session -> query.apply(session).setMaxResults(most).getResultList()))
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
