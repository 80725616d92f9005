package dev.sitewarden.cloud.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.cloud.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process plays an incident through before it serves, up to its notification, and undoes it. */
@QuarkusTest
final class RehearsalTest {
  private static final String TRIP =
      """
      create function trip() returns trigger language plpgsql as
      $$ begin raise exception 'the rehearsal came so far'; end $$
      """;
  private static final String TRIP_WHEN_SENT =
      """
      create trigger trip before update on notification for each row
      when (new.state = 'SENT' and new.text like '%rehearsal%') execute function trip()
      """;

  @Inject Rehearsal rehearsal;

  @AfterEach
  void takeTheTripWireAway() {
    Rows.change("drop function if exists trip cascade");
  }

  @Test
  void nothingIsLeft() throws Throwable {
    VertxContextSupport.subscribeAndAwait(rehearsal::run);

    assertThat(Rows.of("select id from incident where device = 'rehearsal'")).isEmpty();
    assertThat(Rows.of("select id from notification where text like '%rehearsal%'")).isEmpty();
    assertThat(Rows.of("select id from received_message where device = 'rehearsal'")).isEmpty();
  }

  @Test
  void itGoesAsFarAsNotingThatSomebodyWasTold() {
    Rows.change(TRIP);
    Rows.change(TRIP_WHEN_SENT);

    assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(rehearsal::run))
        .hasStackTraceContaining("the rehearsal came so far");
  }
}
