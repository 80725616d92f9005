package dev.sitewarden.edge.live;

import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.metrics.MetricsText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What machines ask: {@code /healthz}, {@code /readyz}, {@code /metrics}. */
final class Probes {
  private static final int UNAVAILABLE = 503;

  private final Health health;
  private final Supplier<List<Metric>> metrics;

  Probes(Health health, Supplier<List<Metric>> metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  Response alive() {
    return answer(health.alive());
  }

  Response ready() {
    return answer(health.ready());
  }

  /** A line a check, as a person reads it too. */
  private static Response answer(List<Health.Check> checks) {
    String lines =
        checks.stream()
            .map(c -> "%s %s: %s\n".formatted(c.holds() ? "ok  " : "FAIL", c.name(), c.text()))
            .collect(Collectors.joining());
    boolean holds = checks.stream().allMatch(Health.Check::holds);
    return Response.text(holds ? 200 : UNAVAILABLE, lines.isEmpty() ? "ok\n" : lines);
  }

  Response metrics() {
    byte[] text = MetricsText.write(metrics.get()).getBytes(StandardCharsets.UTF_8);
    return Response.whole(200, MetricsText.CONTENT_TYPE, text);
  }
}
