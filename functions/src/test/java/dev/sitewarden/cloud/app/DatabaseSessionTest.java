package dev.sitewarden.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody holds up the others for longer than the database lets him. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class DatabaseSessionTest {
  @Inject Pool pool;

  @ParameterizedTest
  @CsvSource({
    "idle_in_transaction_session_timeout, 30s",
    "lock_timeout, 20s",
    "statement_timeout, 1min"
  })
  void theDatabaseEndsWhatStandsStill(String setting, String time) {
    String shown =
        pool.query("select current_setting('%s')".formatted(setting))
            .execute()
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .iterator()
            .next()
            .getString(0);

    assertThat(shown).isEqualTo(time);
  }
}
