package dev.sitewarden.edge.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one program took for one pass over a video, without its warm-up.
 *
 * @param cpuSeconds of all its threads and helpers
 * @param p50Ms from one frame's detections to the next one's
 * @param peakRssMb 0 if it is not a process of its own
 * @param detections all of them, the warm-up's too; tells whether two programs did the same work
 */
record Pass(
    long frames,
    double seconds,
    double cpuSeconds,
    double p50Ms,
    double p95Ms,
    double peakRssMb,
    long detections) {
  private static final JsonFactory JSON = new JsonFactory();

  double framesPerSecond() {
    return frames / seconds;
  }

  double cpuMsPerFrame() {
    return cpuSeconds / frames * 1000;
  }

  /** Reads one line of JSON, as the programs in {@code src/bench} print it. */
  static Pass parse(String line) {
    Map<String, Double> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric()) {
          fields.put(json.currentName(), json.getDoubleValue());
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it printed no JSON but '%s'".formatted(line), e);
    }
    return new Pass(
        Math.round(of(fields, "frames")),
        of(fields, "seconds"),
        of(fields, "cpu_seconds"),
        of(fields, "p50_ms"),
        of(fields, "p95_ms"),
        of(fields, "peak_rss_mb"),
        Math.round(of(fields, "detections")));
  }

  private static double of(Map<String, Double> fields, String key) {
    Double value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it did not print " + key);
    }
    return value;
  }

  /** The middle one of several passes by a figure. */
  static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
    double[] sorted = passes.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
