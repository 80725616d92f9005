package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.metrics.ProcessMetrics;
import dev.sitewarden.edge.models.DisagreementReport;
import dev.sitewarden.inference.frame.InputSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes how a device is, for somebody at the hub who looks for what is wrong. Any thread. */
final class Diagnosis {
  private final DesiredProperties desired;
  private final Optional<Watched> watched;
  private final Path state;
  private final InstantSource clock;

  Diagnosis(DesiredProperties desired, Optional<Watched> watched, Path state, InstantSource clock) {
    this.desired = desired;
    this.watched = watched;
    this.state = state;
    this.clock = clock;
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cameras");
    for (CameraSettings camera : desired.cameras()) {
      writeCamera(camera, json);
    }
    json.writeEndObject();
    if (watched.isPresent()) {
      writeModels(watched.get(), json);
      writeDelivery(watched.get(), json);
    }
    writeMachine(json);
    writeVersions(json);
  }

  private void writeCamera(CameraSettings camera, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(camera.id().value());
    json.writeStringField("source", camera.source());
    json.writeNumberField(
        "dropped_frames", watched.map(now -> now.cameras().dropped(camera.id())).orElse(0L));
    Optional<OpenCamera> open =
        watched.flatMap(now -> Optional.ofNullable(now.cameras().byId().get(camera.id())));
    if (open.isPresent()) {
      CameraTally tally = open.get().tally();
      json.writeNumberField("frames", tally.frames());
      if (tally.frames() > 0) {
        json.writeStringField("latest_frame", tally.latest().toString());
      }
      json.writeBooleanField("reading", open.get().isReading());
      json.writeNumberField("incidents_open", open.get().watch().ongoing());
      json.writeNumberField("lost", watched.get().reporter().losses(camera.id()));
    }
    json.writeEndObject();
  }

  private static void writeModels(Watched now, JsonGenerator json) throws IOException {
    json.writeFieldName("model");
    writeVersion(now.models().version(), json);
    json.writeStringField("inputs", sizes(now.models().inputs()));
    json.writeObjectFieldStart("thresholds");
    for (var entry : now.models().known().champion().thresholds().entrySet()) {
      json.writeNumberField(entry.getKey().value(), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    Optional<DisagreementReport> report = now.challengers().report();
    if (report.isPresent()) {
      json.writeFieldName("challenger");
      writeVersion(report.get().challenger(), json);
      json.writeStringField("report", report.get().text());
      json.writeNumberField("dropped_frames", report.get().dropped());
      json.writeEndObject();
    }
  }

  private static String sizes(InputSizes inputs) {
    return inputs.all().stream()
        .map(size -> size.widthPx() + "x" + size.heightPx())
        .collect(Collectors.joining(" "));
  }

  private static void writeVersion(ModelVersion version, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", version.name());
    json.writeStringField("version", version.version());
    json.writeStringField("sha256", version.digest().sha256());
  }

  private static void writeDelivery(Watched now, JsonGenerator json) throws IOException {
    json.writeStringField("hub", now.uplink().trouble().orElse("connected"));
    json.writeObjectFieldStart("outbox");
    json.writeNumberField("waiting", now.outbox().waiting());
    json.writeNumberField("poisoned", now.outbox().poisoned());
    Optional<String> trouble = now.outbox().trouble();
    if (trouble.isPresent()) {
      json.writeStringField("trouble", trouble.get());
    }
    json.writeEndObject();
  }

  private void writeMachine(JsonGenerator json) throws IOException {
    Runtime machine = Runtime.getRuntime();
    json.writeNumberField("heap_bytes", machine.totalMemory() - machine.freeMemory());
    json.writeNumberField("processors", machine.availableProcessors());
    json.writeNumberField("disk_free_bytes", state.toFile().getUsableSpace());
    Optional<Duration> uptime =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, clock.instant()));
    if (uptime.isPresent()) {
      json.writeNumberField("uptime_s", uptime.get().toSeconds());
    }
    json.writeObjectFieldStart("temperatures_celsius");
    for (Metric metric : ProcessMetrics.of(state)) {
      double value = metric.value().getAsDouble();
      if (metric.name().equals(EdgeMetric.TEMPERATURE.metricName()) && Double.isFinite(value)) {
        json.writeNumberField(metric.labels().get("zone"), value);
      }
    }
    json.writeEndObject();
  }

  private static void writeVersions(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("versions");
    json.writeStringField("edge", RuntimeVersion.CURRENT.toString());
    for (String key : new String[] {"java.version", "os.name", "os.version", "os.arch"}) {
      json.writeStringField(key.replace('.', '_'), System.getProperty(key, "unknown"));
    }
    json.writeEndObject();
  }
}
