package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that is asked for from many sides runs once at a time, and once more. */
final class RoundsTest {
  private static final String WORK = "routing";

  private final Rounds rounds = new Rounds();

  @Test
  void whatIsAskedForWhileItRunsRunsOnceMore() {
    assertThat(rounds.ask(WORK)).isTrue();
    assertThat(rounds.ask(WORK)).isFalse();
    assertThat(rounds.ask(WORK)).isFalse();

    assertThat(rounds.ended(WORK)).as("it was asked for meanwhile").isTrue();
    assertThat(rounds.ended(WORK)).isFalse();
    assertThat(rounds.ask(WORK)).isTrue();
  }

  @Test
  void oneKindOfWorkDoesNotWaitForAnother() {
    rounds.ask(WORK);

    assertThat(rounds.ask("sms")).isTrue();
  }

  @Test
  void theEndWaitsForWhatRunsAndBeginsNothing() throws Exception {
    rounds.ask(WORK);
    rounds.ask(WORK);
    CompletableFuture<Boolean> end =
        CompletableFuture.supplyAsync(() -> rounds.close(Duration.ofMinutes(1)));
    while (rounds.ask("anything")) {
      rounds.ended("anything"); // until it is closed
    }

    assertThat(end).isNotDone();
    assertThat(rounds.ended(WORK)).as("although it was asked for").isFalse();
    assertThat(end.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void theEndDoesNotWaitForEver() {
    rounds.ask(WORK);

    assertThat(rounds.close(Duration.ofMillis(1))).isFalse();
  }
}
