package dev.sitewarden.cloud.sql;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statement that inserts any number of rows into one table: they travel as one JSON text, so
 * that the statement is the same however many there are (decision 0040).
 */
public final class RowInsert {
  private final String statement;

  /**
   * @param columns those that are written; the others get their defaults
   */
  public RowInsert(String table, List<String> columns) {
    this(table, columns, Map.of());
  }

  /**
   * @param made columns that an SQL expression gives instead of the rows
   */
  public RowInsert(String table, List<String> columns, Map<String, String> made) {
    this(statement("", table, columns, made));
  }

  private RowInsert(String statement) {
    this.statement = statement;
  }

  /**
   * The same for a table of one row for each key: of several, and of what is there already, the one
   * that is last in an order stays. Keys are taken in their order, so that two of these cannot
   * deadlock.
   */
  public static RowInsert ofNewest(
      String table, String key, String order, List<String> columns, Map<String, String> made) {
    String others =
        columns.stream()
            .filter(column -> !column.equals(key))
            .map(column -> "%1$s = excluded.%1$s".formatted(column))
            .collect(Collectors.joining(", "));
    return new RowInsert(
        statement("distinct on (%s) ".formatted(key), table, columns, made)
            + " order by %1$s, %2$s desc on conflict (%1$s) do update set %3$s where %4$s.%2$s < excluded.%2$s"
                .formatted(key, order, others, table));
  }

  private static String statement(
      String which, String table, List<String> columns, Map<String, String> made) {
    // The table's own row type tells what each key of the JSON is. The text is called a text first:
    // the client would send a parameter of type json as one JSON string.
    return "insert into %s (%s) select %s%s from json_populate_recordset(cast(null as %s), cast(cast(:rows as text) as json))"
        .formatted(
            table,
            String.join(", ", columns),
            which,
            columns.stream()
                .map(column -> made.getOrDefault(column, column) + " as " + column)
                .collect(Collectors.joining(", ")),
            table);
  }

  /** Inserts them, in their order, inside the caller's transaction; no rows cost nothing. */
  public Uni<Void> insert(JsonRows rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Sql.of(statement).with("rows", rows.text()).unflushed().execute().replaceWithVoid();
  }
}
