package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one run came to.
 *
 * @param seconds from the first frame to the last
 * @param dropped frames that were left out because detection was busy
 * @param undelivered messages and files that wait in the outbox
 * @param lostEvidence pieces that could not be written
 * @param poisoned things the hub will never take
 * @param stages milliseconds per frame by stage
 */
record RunSummary(
    long frames,
    double seconds,
    long dropped,
    long incidents,
    int undelivered,
    long lostEvidence,
    long poisoned,
    Map<String, Timings> stages) {
  private static final Path STATUS = Path.of("/proc/self/status");

  private double framesPerSecond() {
    return seconds > 0 ? frames / seconds : 0;
  }

  String toText() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d frames, %.1f frames/s, %d dropped, %d incidents, %d undelivered;",
                frames,
                framesPerSecond(),
                dropped,
                incidents,
                undelivered));
    stages.forEach(
        (stage, times) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    " %s p50 %.1f p95 %.1f ms,",
                    stage,
                    times.quantileMs(0.5),
                    times.quantileMs(0.95))));
    return text + " peak " + peakRssMb() + " MB";
  }

  /** One line of JSON. */
  String toJson() {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("frames", frames);
      json.writeNumberField("fps", rounded(framesPerSecond()));
      json.writeNumberField("drops", dropped);
      json.writeNumberField("incidents", incidents);
      json.writeNumberField("undelivered", undelivered);
      json.writeNumberField("lost_evidence", lostEvidence);
      json.writeNumberField("poisoned", poisoned);
      json.writeObjectFieldStart("stages_ms");
      for (var stage : stages.entrySet()) {
        json.writeObjectFieldStart(stage.getKey());
        json.writeNumberField("p50", rounded(stage.getValue().quantileMs(0.5)));
        json.writeNumberField("p95", rounded(stage.getValue().quantileMs(0.95)));
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeNumberField("peak_rss_mb", peakRssMb());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return text.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** The kernel's word on this process; 0 where it does not say. */
  private static long peakRssMb() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
