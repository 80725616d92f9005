package dev.sitewarden.cloud.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.hibernate.StaleStateException;

/**
 * Tells failures of the database that pass by themselves from those that would come again.
 *
 * <p>Retryable: no connection, out of resources, shutdown, deadlock, serialization, a row that
 * somebody else changed. Final: everything else, above all data that the schema refuses. Causes are
 * searched, so that wrapping changes nothing.
 */
public final class DatabaseFailure {
  /** SQLSTATE classes: connection, transaction rollback, resources, operator intervention. */
  private static final Set<String> RETRYABLE_CLASSES = Set.of("08", "40", "53", "57");

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int DEEPEST_CAUSE = 20;

  private DatabaseFailure() {}

  /** Whether the same request may succeed later without being changed. */
  public static boolean isRetryable(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (isRetryableItself(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isRetryableItself(Throwable cause) {
    return switch (cause) {
      case PgException refused -> isRetryableState(refused.getSqlState());
      case JsonProcessingException broken -> false; // an IOException, and no connection's
      case IOException away -> true;
      case ClosedConnectionException lost -> true;
      case TimeoutException slow -> true;
      case StaleStateException stale -> true;
      case OptimisticLockException stale -> true;
      default -> isLostConnection(cause);
    };
  }

  private static boolean isRetryableState(String sqlState) {
    return sqlState.equals(LOCK_NOT_AVAILABLE)
        || (sqlState.length() == 5 && RETRYABLE_CLASSES.contains(sqlState.substring(0, 2)));
  }

  /** Vert.x has no public type for a connection that broke while it was used, or was not free. */
  private static boolean isLostConnection(Throwable cause) {
    String message = cause.getMessage();
    return message != null
        && (message.equals("Timeout") // no connection of the pool was free in time
            || message.contains("Connection is not active now")
            || message.contains("connection has been closed")
            || message.contains("Connection was closed")
            || message.contains("read any response from the server") // also wrapped as text
            || message.contains("Pool closed"));
  }
}
