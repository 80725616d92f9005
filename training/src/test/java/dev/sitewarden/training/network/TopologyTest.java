package dev.sitewarden.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopologyTest {
  @Test
  void standardModelHasFewerThanAMillionParameters() {
    assertThat(Topology.standard(2).parameters()).isBetween(500_000L, 999_999L);
  }

  @Test
  void layersHaveNamesOfTheirOwn() {
    var names =
        Topology.standard(2).layers().stream().map(Layer::name).collect(Collectors.toList());

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void lastLayerTellsScoresAndABox() {
    assertThat(Topology.standard(3).layers().getLast().out()).isEqualTo(7);
  }
}
