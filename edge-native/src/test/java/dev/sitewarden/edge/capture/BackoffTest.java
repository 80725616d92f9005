package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(
          Duration.ofSeconds(1), Duration.ofSeconds(30), RandomGenerator.of("L64X128MixRandom"));

  @Test
  void pausesDoubleUpToTheLongestAndAreUpToHalfShorter() {
    for (int full : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(full * 500L), Duration.ofSeconds(full));
    }
  }

  @Test
  void onlyACameraThatLastedStartsAnew() {
    for (int i = 0; i < 6; i++) {
      backoff.next();
    }

    backoff.lasted(Duration.ofSeconds(5));
    assertThat(backoff.next()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    backoff.lasted(Duration.ofSeconds(31));
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void pausesThatShrinkAreRefused() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), random))
        .hasMessageContaining("got PT2S..PT1S");
  }
}
