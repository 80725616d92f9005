package dev.sitewarden.cloud.sql;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * One statement of SQL with the values of its {@code :names}, run once in the caller's session. For
 * what entities cannot say: many rows at once, what PostgreSQL alone knows.
 */
public final class Sql {
  private final String statement;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int most = Integer.MAX_VALUE;
  private boolean flushesFirst = true;

  private Sql(String statement) {
    this.statement = statement;
  }

  public static Sql of(String statement) {
    return new Sql(statement);
  }

  /** What stands for {@code :name}; never null. */
  public Sql with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** No more rows than this. */
  public Sql atMost(int rows) {
    most = rows;
    return this;
  }

  /** What entities have still to write does not matter to it, and may wait. */
  public Sql unflushed() {
    flushesFirst = false;
    return this;
  }

  /** How many rows it changed. */
  public Uni<Integer> execute() {
    return Panache.getSession()
        .flatMap(
            session -> {
              Mutiny.Query<Object> query = session.createNativeQuery(statement);
              values.forEach(query::setParameter);
              return (flushesFirst ? query : query.setFlushMode(FlushMode.MANUAL)).executeUpdate();
            });
  }

  /**
   * Its rows.
   *
   * @param type of a row's only column; an entity; {@code Tuple} or {@code Object[]} for several
   */
  public <T> Uni<List<T>> list(Class<T> type) {
    return Panache.getSession().flatMap(session -> select(session, type).getResultList());
  }

  /** Its one row; fails if there is another number. */
  public <T> Uni<T> single(Class<T> type) {
    return Panache.getSession().flatMap(session -> select(session, type).getSingleResult());
  }

  private <T> Mutiny.SelectionQuery<T> select(Mutiny.Session session, Class<T> type) {
    Mutiny.SelectionQuery<T> query = session.createNativeQuery(statement, type);
    values.forEach(query::setParameter);
    if (most < Integer.MAX_VALUE) {
      query.setMaxResults(most);
    }
    return flushesFirst ? query : query.setFlushMode(FlushMode.MANUAL);
  }
}
