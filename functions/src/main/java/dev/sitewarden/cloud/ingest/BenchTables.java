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
        and c.relname not in ('flyway_schema_history', 'incident_news', 'audit_head', 'audit_record')
        and (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || c.oid::regclass,
             false, true, '')))[1]::text::int > 0
      order by (select count(*) from pg_constraint where conrelid = c.oid and contype = 'f'), 1
      """;

  private record Table(String name, List<Row> rows, List<String> lines) {}

  private final Pool pool;
  private final List<Table> tables;

  private BenchTables(Pool pool, List<Table> tables) {
    this.pool = pool;
    this.tables = tables;
  }

  /** Takes a copy of everything that is there, in the order of the transactions that wrote it. */
  static BenchTables filled(Pool pool, Connection jdbc) throws SQLException, IOException {
    List<Table> tables = new ArrayList<>();
    for (Row name : wait(pool.query(FILLED).execute())) {
      String table = name.getString(0);
      List<Row> rows = new ArrayList<>();
      String inBatches = "select * from %s order by xmin::text::bigint".formatted(table);
      wait(pool.query(inBatches).execute()).forEach(rows::add);
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      copying(jdbc).copyOut("copy (%s) to stdout".formatted(inBatches), lines);
      tables.add(new Table(table, rows, lines.toString(StandardCharsets.UTF_8).lines().toList()));
    }
    return new BenchTables(pool, tables);
  }

  int rows() {
    return tables.stream().mapToInt(table -> table.rows().size()).sum();
  }

  void empty() {
    String all = tables.stream().map(Table::name).collect(Collectors.joining(", "));
    wait(pool.query("truncate " + all + " cascade").execute());
  }

  /** Inserts of many rows, one a table, in one transaction a batch. */
  void insert(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      int current = batch;
      wait(pool.withTransaction(connection -> insert(connection, current, batches)));
    }
  }

  private Future<Void> insert(SqlConnection connection, int batch, int batches) {
    Future<?> done = Future.succeededFuture();
    for (Table table : tables) {
      List<Row> rows = slice(table.rows(), batch, batches);
      int columns = rows.getFirst().size();
      Tuple values = Tuple.tuple(new ArrayList<>(rows.size() * columns));
      rows.forEach(row -> addAll(row, values));
      String insert = insertOf(table.name(), rows.size(), columns);
      done = done.compose(before -> connection.preparedQuery(insert).execute(values));
    }
    return done.mapEmpty();
  }

  private static void addAll(Row row, Tuple values) {
    for (int column = 0; column < row.size(); column++) {
      values.addValue(row.getValue(column));
    }
  }

  private static String insertOf(String table, int rows, int columns) {
    StringBuilder insert = new StringBuilder("insert into ").append(table).append(" values ");
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
        String lines = String.join("\n", slice(table.lines(), batch, batches)) + "\n";
        copying(jdbc)
            .copyIn(
                "copy %s from stdin".formatted(table.name()),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      }
      jdbc.commit();
    }
    jdbc.setAutoCommit(true);
  }

  private static CopyManager copying(Connection jdbc) throws SQLException {
    return jdbc.unwrap(PGConnection.class).getCopyAPI();
  }

  private static <T> List<T> slice(List<T> all, int part, int parts) {
    return Collections.unmodifiableList(
        all.subList(all.size() * part / parts, all.size() * (part + 1) / parts));
  }

  private static <T> T wait(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
