package dev.sitewarden.edge.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.StageTimes;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a bench run measured. */
final class BenchReport {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double MEDIAN = 0.5;
  private static final double SLOW = 0.95;

  private final ModelVersion model;
  private final String input;
  private final DetectorSettings settings;
  private final Map<String, Durations> stages = new LinkedHashMap<>();
  private final Durations whole = new Durations();
  private final Durations bare = new Durations();
  private long allocatedBytes;
  private long blockFrames;
  private long blockNanos;
  private long bareBlockNanos;
  private ProcessMemory memory = ProcessMemory.unknown();

  BenchReport(ModelVersion model, String input, DetectorSettings settings) {
    this.model = model;
    this.input = input;
    this.settings = settings;
  }

  /** One frame of the latency measurement; all times in nanoseconds. */
  void addFrame(VideoFile video, StageTimes times, long track, long bareRun, long allocated) {
    add("decode", video.decodeNanos());
    add("letterbox", video.letterboxNanos());
    add("pack", times.packNanos());
    add("inference", times.inferenceNanos());
    add("boxes", times.decodeNanos());
    add("track", track);
    whole.add(video.decodeNanos() + video.letterboxNanos() + times.totalNanos());
    bare.add(bareRun);
    allocatedBytes += allocated;
  }

  private void add(String stage, long nanos) {
    stages.computeIfAbsent(stage, name -> new Durations()).add(nanos);
  }

  /** One block of the rate measurement. */
  void addBlock(int frames, long nanos, long bareNanos) {
    blockFrames += frames;
    blockNanos += nanos;
    bareBlockNanos += bareNanos;
  }

  /** Looks at what the process needs now that everything has run. */
  void finish() {
    if (whole.count() == 0) {
      throw new IllegalArgumentException(
          "%s has too few frames to measure; give a video of more than 100".formatted(input));
    }
    memory = ProcessMemory.now();
  }

  private double framesPerSecond() {
    return blockFrames / (blockNanos / 1e9);
  }

  private double bareFramesPerSecond() {
    return blockFrames / (bareBlockNanos / 1e9);
  }

  private double rateRatio() {
    return framesPerSecond() / bareFramesPerSecond();
  }

  private double latencyRatio() {
    return whole.percentileMs(MEDIAN) / bare.percentileMs(MEDIAN);
  }

  private double allocatedPerFrame() {
    return allocatedBytes / (double) whole.count();
  }

  void printTable(PrintWriter out) {
    out.printf("model %s, %s, %d thread(s)%n", model, input, settings.threads());
    out.printf("%-24s %9s %9s%n", "ms per frame", "p50", "p95");
    stages.forEach((stage, durations) -> printRow(out, stage, durations));
    printRow(out, "decode to detections", whole);
    printRow(out, "bare ONNX Runtime", bare);
    print(out, "latency / bare", latencyRatio(), "budget 1.10 or less");
    print(out, "frames/s", framesPerSecond(), "%d frames".formatted(blockFrames));
    print(out, "bare frames/s", bareFramesPerSecond(), "");
    print(out, "rate / bare", rateRatio(), "budget 0.95 or more");
    print(out, "allocated B/frame", allocatedPerFrame(), "Java heap, both threads' work");
    print(out, "RSS MB", memory.residentMb(), "peak %.0f".formatted(memory.peakMb()));
  }

  private static void printRow(PrintWriter out, String name, Durations durations) {
    out.printf(
        Locale.ROOT,
        "%-24s %9.3f %9.3f%n",
        name,
        durations.percentileMs(MEDIAN),
        durations.percentileMs(SLOW));
  }

  private static void print(PrintWriter out, String name, double value, String remark) {
    out.printf(Locale.ROOT, "%-24s %9.2f %s%n", name, value, remark);
  }

  /** Everything on one line. */
  String toJson() {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("model", model.toString());
      json.writeStringField("input", input);
      json.writeNumberField("threads", settings.threads());
      writeTimes(json);
      json.writeNumberField("latency_ratio", latencyRatio());
      json.writeNumberField("frames", blockFrames);
      json.writeNumberField("frames_per_s", framesPerSecond());
      json.writeNumberField("bare_frames_per_s", bareFramesPerSecond());
      json.writeNumberField("rate_ratio", rateRatio());
      json.writeNumberField("allocated_bytes_per_frame", allocatedPerFrame());
      json.writeNumberField("rss_mb", memory.residentMb());
      json.writeNumberField("peak_rss_mb", memory.peakMb());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  private void writeTimes(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("stages_ms");
    for (Map.Entry<String, Durations> stage : stages.entrySet()) {
      writeTime(json, stage.getKey(), stage.getValue());
    }
    json.writeEndObject();
    writeTime(json, "frame_ms", whole);
    writeTime(json, "bare_ms", bare);
  }

  private static void writeTime(JsonGenerator json, String field, Durations durations)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("p50", durations.percentileMs(MEDIAN));
    json.writeNumberField("p95", durations.percentileMs(SLOW));
    json.writeEndObject();
  }
}
