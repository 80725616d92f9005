package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.models.ModelHealthWatch.Baseline;
import dev.sitewarden.edge.models.ModelHealthWatch.Evidence;
import dev.sitewarden.edge.models.ModelHealthWatch.Health;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelHealthWatchTest {
  private static final HealthLimits LIMITS = HealthLimits.defaults();

  /** Its predecessor took 50 ms and led to an incident in two minutes. */
  private final ModelHealthWatch watch =
      new ModelHealthWatch(LIMITS, Optional.of(new Baseline(Duration.ofMillis(50), 0.5)));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # name                           | s  | frames | ms  | sampled | reference | found | same | incidents | health
          just started                     | 0  | 0      | 0   | 0       | 0         | 0     | 0    | 0         | watching
          well and long enough             | 60 | 600    | 60  | 300     | 900       | 900   | 850  | 1         | passed
          well, no frames                  | 99 | 10     | 60  | 5       | 0         | 0     | 0    | 0         | watching
          nobody compared it yet           | 99 | 600    | 60  | 5       | 20        | 20    | 20   | 0         | watching
          an empty scene says nothing      | 60 | 600    | 60  | 300     | 0         | 0     | 0    | 0         | passed
          a little slower                  | 9  | 90     | 95  | 0       | 0         | 0     | 0    | 0         | watching
          twice as slow                    | 9  | 90     | 101 | 0       | 0         | 0     | 0    | 0         | it takes 101 ms for a frame, its predecessor took 50
          slow in its first frames         | 1  | 10     | 400 | 0       | 0         | 0     | 0    | 0         | watching
          blind                            | 2  | 20     | 50  | 6       | 12        | 0     | 0    | 0         | it finds 0 of 12 objects that its predecessor finds in the same 6 frames
          finds less than half             | 2  | 20     | 50  | 10      | 30        | 12    | 11   | 0         | it finds 11 of 30 objects
          finds less, still enough         | 2  | 20     | 50  | 10      | 30        | 14    | 13   | 0         | watching
          too few objects to judge         | 2  | 20     | 50  | 20      | 11        | 0     | 0    | 0         | watching
          too few frames to judge          | 2  | 20     | 50  | 5       | 40        | 0     | 0    | 0         | watching
          sees ghosts                      | 2  | 20     | 50  | 10      | 0         | 31    | 0    | 0         | it finds 31 objects where its predecessor finds 0
          finds what the other one missed  | 2  | 20     | 50  | 10      | 20        | 60    | 20   | 0         | watching
          a few incidents                  | 5  | 50     | 50  | 20      | 60        | 60    | 60   | 5         | watching
          an incident storm                | 5  | 50     | 50  | 20      | 60        | 60    | 60   | 6         | 6 incidents were opened in 5 s, 0.0 were usual
          more incidents in longer time    | 59 | 590    | 50  | 20      | 60        | 60    | 60   | 6         | watching
          """)
  void judges(
      String name,
      int seconds,
      long frames,
      int millis,
      long sampled,
      long reference,
      long found,
      long same,
      int incidents,
      String expected) {
    var evidence =
        new Evidence(
            Duration.ofSeconds(seconds),
            frames,
            Duration.ofMillis(millis),
            new Agreement(sampled, reference, found, same),
            incidents);

    String health =
        switch (watch.judge(evidence)) {
          case Health.Watching watching -> "watching";
          case Health.Passed passed -> "passed";
          case Health.Sick sick -> sick.reason();
        };

    assertThat(health).as(name).startsWith(expected);
  }

  /** A small device that was started anew in the middle of a trial, on a busy site. */
  @Test
  void nothingIsSlowOrAStormWhereThePredecessorSawNoFrame() {
    var unknown = new ModelHealthWatch(LIMITS, Optional.empty());
    var evidence =
        new Evidence(
            Duration.ofSeconds(60), 400, Duration.ofMillis(150), new Agreement(20, 60, 60, 60), 30);

    assertThat(unknown.judge(evidence)).isInstanceOf(Health.Passed.class);
  }

  @Test
  void blindIsBlindWhereThePredecessorSawNoFrameBefore() {
    var unknown = new ModelHealthWatch(LIMITS, Optional.empty());
    var evidence =
        new Evidence(
            Duration.ofSeconds(5), 50, Duration.ofMillis(150), new Agreement(10, 30, 0, 0), 0);

    assertThat(unknown.judge(evidence)).isInstanceOf(Health.Sick.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"faster than anybody needs,15,watching", "slow,41,it takes 41 ms"})
  void aFastPredecessorSetsNoLimitBelowWhatIsFastEnough(String name, int millis, String expected) {
    var fast = new ModelHealthWatch(LIMITS, Optional.of(new Baseline(Duration.ofMillis(4), 0)));
    var evidence =
        new Evidence(Duration.ofSeconds(5), 50, Duration.ofMillis(millis), Agreement.NONE, 0);

    Health health = fast.judge(evidence);

    assertThat(health instanceof Health.Sick sick ? sick.reason() : "watching")
        .as(name)
        .startsWith(expected);
  }
}
