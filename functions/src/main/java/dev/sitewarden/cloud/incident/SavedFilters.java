package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Searches that people kept, each for himself; changed only by who saw the newest version. */
@Singleton
class SavedFilters {
  private static final int MOST = 50;
  private static final String OF =
      "select name, query, version from saved_filter where owner = :owner order by name";
  private static final String CREATE =
      """
      insert into saved_filter (owner, name, query, version)
      select :owner, :name, :query, 1
      where (select count(*) from saved_filter where owner = :owner) < %d
      on conflict do nothing
      """
          .formatted(MOST);
  private static final String CHANGE =
      """
      update saved_filter set query = :query, version = version + 1
      where owner = :owner and name = :name and version = :version
      """;
  private static final String REMOVE =
      "delete from saved_filter where owner = :owner and name = :name and version = :version";

  /**
   * A kept search.
   *
   * @param query as in the address of the list, without the {@code ?}
   */
  record SavedFilter(String name, String query, int version) {}

  Uni<List<SavedFilter>> of(String owner) {
    return Panache.withSession(() -> Sql.of(OF).with("owner", owner).list(Tuple.class))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new SavedFilter(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                ((Number) row.get(2)).intValue()))
                    .toList());
  }

  /**
   * Keeps a search.
   *
   * @param seen the version that is replaced; empty if it is a new one
   */
  Uni<SavedFilter> put(String owner, String name, String query, OptionalInt seen) {
    int version = seen.isPresent() ? seen.getAsInt() + 1 : 1;
    return execute(seen.isPresent() ? CHANGE : CREATE, owner, name, Optional.of(query), seen)
        .replaceWith(new SavedFilter(name, query, version));
  }

  Uni<Void> remove(String owner, String name, int seen) {
    return execute(REMOVE, owner, name, Optional.empty(), OptionalInt.of(seen));
  }

  private static Uni<Void> execute(
      String sql, String owner, String name, Optional<String> query, OptionalInt version) {
    Sql statement = Sql.of(sql).with("owner", owner).with("name", name);
    query.ifPresent(text -> statement.with("query", text));
    version.ifPresent(seen -> statement.with("version", seen));
    return Panache.withTransaction(statement::execute)
        .invoke(SavedFilters::requireOne)
        .replaceWithVoid();
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw ProblemException.preconditionFailed(
          "filter-changed-meanwhile",
          "This filter is not what you saw, or you have %d already; look again.".formatted(MOST));
    }
  }
}
