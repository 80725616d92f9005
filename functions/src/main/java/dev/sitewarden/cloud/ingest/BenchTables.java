package dev.sitewarden.cloud.ingest;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows that a run of ours left behind, and two other ways to write the very same rows: by
 * inserts of many rows through the same client, and by COPY. Blocking; the bench's own thread.
 */
final class BenchTables {
  /** Those that have rows now; what refers to others comes after them. */
  private static final String FILLED =
      """
      select c.relname from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname not in ('flyway_schema_history', 'incident_news', 'audit_head')
        and (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || c.oid::regclass,
             false, true, '')))[1]::text::int > 0
      order by (select count(*) from pg_constraint
                where conrelid = c.oid and contype = 'f' and confrelid <> c.oid), 1
      """;

  /** What the database does not make by itself. */
  private static final String COLUMNS =
      """
      select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      """;

  /**
   * A table with its rows, as values and as COPY's lines, in the order of the transactions that
   * wrote them.
   *
   * @param ends how many rows there were after each transaction
   */
  private record Table(
      String name, String columns, List<Row> rows, List<String> lines, List<Integer> ends) {
    <T> List<T> ofBatch(List<T> all, int batch) {
      return Collections.unmodifiableList(
          all.subList(batch == 0 ? 0 : ends.get(batch - 1), ends.get(batch)));
    }
  }

  private final Pool pool;
  private final List<Table> tables;

  private BenchTables(Pool pool, List<Table> tables) {
    this.pool = pool;
    this.tables = tables;
  }

  /**
   * Sees that nothing is lost.
   *
   * @throws IllegalStateException if a table has rows: the bench would empty it
   */
  static void requireEmpty(Pool pool) {
    List<String> filled = new ArrayList<>();
    wait(pool.query(FILLED).execute()).forEach(name -> filled.add(name.getString(0)));
    if (!filled.isEmpty()) {
      throw new IllegalStateException(
          "the bench empties its database, and this one has rows in %s: give it an empty one"
              .formatted(String.join(", ", filled)));
    }
  }

  /** Takes a copy of everything that is there. */
  static BenchTables filled(Pool pool, Connection jdbc) throws SQLException, IOException {
    List<Table> tables = new ArrayList<>();
    for (Row name : wait(pool.query(FILLED).execute())) {
      tables.add(table(name.getString(0), pool, jdbc));
    }
    return new BenchTables(pool, tables);
  }

  private static Table table(String name, Pool pool, Connection jdbc)
      throws SQLException, IOException {
    String columns =
        wait(pool.preparedQuery(COLUMNS).execute(Tuple.of(name))).iterator().next().getString(0);
    String inOrder = "select %s from %s order by xmin::text::bigint".formatted(columns, name);
    List<Row> rows = new ArrayList<>();
    wait(pool.query(inOrder).execute()).forEach(rows::add);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    copying(jdbc).copyOut("copy (%s) to stdout".formatted(inOrder), lines);
    String upToEach =
        """
        select cast(sum(count(*)) over (order by xmin::text::bigint) as int)
        from %s group by xmin::text::bigint order by xmin::text::bigint
        """
            .formatted(name);
    List<Integer> ends = new ArrayList<>();
    wait(pool.query(upToEach).execute()).forEach(end -> ends.add(end.getInteger(0)));
    return new Table(
        name, columns, rows, lines.toString(StandardCharsets.UTF_8).lines().toList(), ends);
  }

  int rows() {
    return tables.stream().mapToInt(table -> table.rows().size()).sum();
  }

  /** The audit log refuses to be emptied, unless triggers are told to rest. */
  void empty() {
    String all = tables.stream().map(Table::name).collect(Collectors.joining(", "));
    wait(
        pool.withTransaction(
            connection ->
                connection
                    .query(
                        "set local session_replication_role = replica; set local client_min_messages = warning")
                    .execute()
                    .compose(set -> connection.query("truncate " + all + " cascade").execute())));
  }

  /** Inserts of many rows, one a table, in one transaction a batch. */
  void insert(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      int current = batch;
      wait(pool.withTransaction(connection -> insert(connection, current)));
    }
  }

  private Future<Void> insert(SqlConnection connection, int batch) {
    Future<?> done = Future.succeededFuture();
    for (Table table : tables) {
      List<Row> rows = table.ofBatch(table.rows(), batch);
      int columns = rows.getFirst().size();
      Tuple values = Tuple.tuple(new ArrayList<>(rows.size() * columns));
      rows.forEach(row -> addAll(row, values));
      String insert = insertOf(table, rows.size(), columns);
      done = done.compose(before -> connection.preparedQuery(insert).execute(values));
    }
    return done.mapEmpty();
  }

  private static void addAll(Row row, Tuple values) {
    for (int column = 0; column < row.size(); column++) {
      values.addValue(row.getValue(column));
    }
  }

  private static String insertOf(Table table, int rows, int columns) {
    StringBuilder insert =
        new StringBuilder("insert into %s (%s) values ".formatted(table.name(), table.columns()));
    for (int row = 0; row < rows; row++) {
      insert.append(row == 0 ? "(" : ",(");
      for (int column = 1; column <= columns; column++) {
        insert.append(column == 1 ? "$" : ",$").append(row * columns + column);
      }
      insert.append(')');
    }
    return insert.toString();
  }

  /** COPY, one a table, in one transaction a batch. */
  void copy(Connection jdbc, int batches) throws SQLException, IOException {
    jdbc.setAutoCommit(false);
    for (int batch = 0; batch < batches; batch++) {
      for (Table table : tables) {
        String lines = String.join("\n", table.ofBatch(table.lines(), batch)) + "\n";
        copying(jdbc)
            .copyIn(
                "copy %s (%s) from stdin".formatted(table.name(), table.columns()),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      }
      jdbc.commit();
    }
    jdbc.setAutoCommit(true);
  }

  private static CopyManager copying(Connection jdbc) throws SQLException {
    return jdbc.unwrap(PGConnection.class).getCopyAPI();
  }

  private static <T> T wait(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
