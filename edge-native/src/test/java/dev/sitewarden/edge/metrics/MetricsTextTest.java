package dev.sitewarden.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.edge.metrics.Metric.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
  @Test
  void whatPrometheusReadsIsWhatWasMeant() {
    List<Metric> metrics =
        List.of(
            EdgeMetric.FRAMES.of(() -> 71, "gate"),
            EdgeMetric.HUB_UP.of(() -> 1),
            EdgeMetric.FRAMES.of(() -> 2.5, "yard"),
            new Metric(
                "odd", "a \\ and\nanother line", Kind.GAUGE, Map.of("a", "\\ \" \n ä"), () -> 1e20),
            new Metric("none", "", Kind.GAUGE, Map.of(), () -> Double.NaN),
            new Metric("most", "", Kind.GAUGE, Map.of(), () -> Double.POSITIVE_INFINITY));

    var read = ExpositionReader.read(MetricsText.write(metrics));

    assertThat(read.samples())
        .containsExactly(
            new ExpositionReader.Sample("sitewarden_frames_total", Map.of("camera", "gate"), 71),
            new ExpositionReader.Sample("sitewarden_frames_total", Map.of("camera", "yard"), 2.5),
            new ExpositionReader.Sample("sitewarden_hub_up", Map.of(), 1),
            new ExpositionReader.Sample("odd", Map.of("a", "\\ \" \n ä"), 1e20),
            new ExpositionReader.Sample("none", Map.of(), Double.NaN),
            new ExpositionReader.Sample("most", Map.of(), Double.POSITIVE_INFINITY));
    assertThat(read.kinds())
        .containsEntry("sitewarden_frames_total", "counter")
        .containsEntry("odd", "gauge");
    assertThat(read.helps()).containsEntry("odd", "a \\ and\nanother line");
  }

  @Test
  void histogramCountsUpwards() {
    var histogram = new Histogram();
    histogram.add(Duration.ofMillis(4));
    histogram.add(Duration.ofMillis(5));
    histogram.add(Duration.ofMillis(90));
    histogram.add(Duration.ofSeconds(11));

    var read =
        ExpositionReader.read(MetricsText.write(EdgeMetric.STAGE_SECONDS.of(histogram, "detect")));

    assertThat(read.kinds()).isEqualTo(Map.of("sitewarden_stage_seconds", "histogram"));
    assertThat(
            read.value("sitewarden_stage_seconds_bucket", Map.of("stage", "detect", "le", "0.005")))
        .isEqualTo(2);
    assertThat(
            read.value("sitewarden_stage_seconds_bucket", Map.of("stage", "detect", "le", "0.1")))
        .isEqualTo(3);
    assertThat(
            read.value("sitewarden_stage_seconds_bucket", Map.of("stage", "detect", "le", "+Inf")))
        .isEqualTo(4);
    assertThat(read.value("sitewarden_stage_seconds_count", Map.of("stage", "detect")))
        .isEqualTo(4);
    assertThat(read.value("sitewarden_stage_seconds_sum", Map.of("stage", "detect")))
        .isEqualTo(11.099);
  }

  @Test
  void processTellsWhatItTakes() {
    var read = ExpositionReader.read(MetricsText.write(ProcessMetrics.of(Path.of("."))));

    assertThat(read.value("process_resident_memory_bytes", Map.of())).isGreaterThan(1e6);
    assertThat(read.value("process_cpu_seconds_total", Map.of())).isPositive();
    assertThat(read.value("process_start_time_seconds", Map.of())).isGreaterThan(1.7e9);
    assertThat(read.value("process_open_fds", Map.of())).isGreaterThan(2);
    assertThat(read.value("sitewarden_disk_free_bytes", Map.of())).isPositive();
  }

  @Test
  void everyNameIsAsPrometheusAdvises() {
    List<String> wrong = new ArrayList<>();
    for (EdgeMetric metric : EdgeMetric.values()) {
      boolean isCounter = metric.kind() == Kind.COUNTER;
      if (metric.metricName().endsWith("_total") != isCounter) {
        wrong.add(metric.metricName());
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void labelsAreAsTheMetricHasThem() {
    assertThatThrownBy(() -> EdgeMetric.FRAMES.of(() -> 1))
        .hasMessage("sitewarden_frames_total has the labels [camera], got []");
    assertThatThrownBy(() -> new Metric("a b", "", Kind.GAUGE, Map.of(), () -> 1))
        .hasMessage("'a b' is no name of a metric");
  }
}
