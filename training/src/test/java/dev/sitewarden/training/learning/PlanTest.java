package dev.sitewarden.training.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.training.network.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
  private final Plan plan = plan(320);

  @Test
  void rateWarmsUpAndThenFalls() {
    assertThat(plan.rate(0, 0)).isLessThan(plan.rate(100, 0));
    assertThat(plan.rate(10_000, 0)).isCloseTo(0.001f, within(1e-6f));
    assertThat(plan.rate(10_000, 0.5)).isCloseTo(0.0005f, within(1e-5f));
    assertThat(plan.rate(10_000, 1)).isCloseTo(0.00001f, within(1e-6f));
  }

  @Test
  void inputSizeThatDoesNotFitTheCoarsestGridIsRefused() {
    assertThatThrownBy(() -> plan(300))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 32")
        .hasMessageContaining("300");
  }

  @Test
  void budgetsCountWhatTheySay() {
    assertThat(new Budget.Pictures(200).used(50, Duration.ofHours(9))).isEqualTo(0.25);
    assertThat(new Budget.Time(Duration.ofMinutes(2)).used(9_999, Duration.ofSeconds(30)))
        .isEqualTo(0.25);
  }

  private static Plan plan(int size) {
    return new Plan(Topology.standard(2), size, 256, 16, 0.001, new Budget.Pictures(10), 1);
  }
}
