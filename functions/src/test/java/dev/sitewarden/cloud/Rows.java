package dev.sitewarden.cloud;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the database past the application. */
public final class Rows {
  private Rows() {}

  /** The first column of what the query finds, as text; values take the places of its {@code ?}. */
  public static List<String> of(String query, String... values) {
    try (Connection connection = connect();
        PreparedStatement statement = prepared(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Changes the database past the application. */
  public static void change(String command) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(command)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(command, e);
    }
  }

  private static Connection connect() throws SQLException {
    Config config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue("quarkus.datasource.username", String.class),
        config.getValue("quarkus.datasource.password", String.class));
  }

  private static PreparedStatement prepared(Connection connection, String query, String... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }
}
