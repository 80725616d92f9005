package dev.sitewarden.edge.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.MetricsText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
  @Test
  void whatDoesNotHoldIsNamedAndMakesTheAnswerAFailure() throws IOException {
    var probes =
        new Probes(new LostCamera(), () -> List.of(EdgeMetric.FRAMES.of(() -> 71, "gate")));

    assertThat(text(probes.alive()))
        .startsWith("HTTP/1.1 200")
        .endsWith("ok   detection: a frame 0.1 s ago\n");
    assertThat(text(probes.ready()))
        .startsWith("HTTP/1.1 503")
        .endsWith("ok   hub: connected\nFAIL camera gate: no frames for 12 s\n");
    assertThat(text(probes.metrics()))
        .contains("Content-Type: " + MetricsText.CONTENT_TYPE)
        .endsWith("sitewarden_frames_total{camera=\"gate\"} 71\n");
  }

  private static String text(Response response) throws IOException {
    var out = new ByteArrayOutputStream();
    try (response) {
      response.write(out, true, true);
    }
    return out.toString(UTF_8);
  }

  private record LostCamera() implements Health {
    @Override
    public List<Check> alive() {
      return List.of(new Check("detection", true, "a frame 0.1 s ago"));
    }

    @Override
    public List<Check> ready() {
      return List.of(
          new Check("hub", true, "connected"),
          new Check("camera gate", false, "no frames for 12 s"));
    }
  }
}
