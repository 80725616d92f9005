package dev.sitewarden.cloud.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.hibernate.StaleStateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DatabaseFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("no connection", new ConnectException("refused"), true),
        Arguments.of("no such host", new UnknownHostException("db"), true),
        Arguments.of("no way there", new NoRouteToHostException("db"), true),
        Arguments.of("no connection is free", new VertxException("Timeout", true), true),
        Arguments.of(
            "closed with requests under way",
            new VertxException(
                "Pending requests failed to be sent due to connection has been closed.", true),
            true),
        Arguments.of("no JSON", new JsonParseException("broken"), false),
        Arguments.of("connection lost", state("08006"), true),
        Arguments.of("lost while it was used", ClosedConnectionException.INSTANCE, true),
        Arguments.of(
            "lost while it was used, as text",
            new HibernateException("Failed to read any response from the server, ..."),
            true),
        Arguments.of("deadlock", state("40P01"), true),
        Arguments.of("serialization", state("40001"), true),
        Arguments.of("disk full", state("53100"), true),
        Arguments.of("shutting down", state("57P01"), true),
        Arguments.of("lock not available", state("55P03"), true),
        Arguments.of("too slow", new TimeoutException(), true),
        Arguments.of("changed by somebody else", new StaleStateException("stale"), true),
        Arguments.of("unique key", state("23505"), false),
        Arguments.of("value too long", state("22001"), false),
        Arguments.of("zero byte in text", state("22021"), false),
        Arguments.of("no such table", state("42P01"), false),
        Arguments.of("a mistake of ours", new NullPointerException(), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void retryableOrFinal(String name, Throwable failure, boolean retryable) {
    assertThat(DatabaseFailure.isRetryable(failure)).isEqualTo(retryable);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void wrappingChangesNothing(String name, Throwable failure, boolean retryable) {
    Throwable wrapped = new CompletionException(new HibernateException("wrapped", failure));

    assertThat(DatabaseFailure.isRetryable(wrapped)).isEqualTo(retryable);
  }

  private static PgException state(String sqlState) {
    return new PgException("refused", "ERROR", sqlState, "detail");
  }
}
