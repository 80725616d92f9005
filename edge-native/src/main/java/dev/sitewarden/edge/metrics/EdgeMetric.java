package dev.sitewarden.edge.metrics;

import dev.sitewarden.edge.metrics.Metric.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Every metric of the edge: the one place where names, meanings and labels stand. */
public enum EdgeMetric {
  BUILD("sitewarden_build_info", "Always 1; labels say what runs.", Kind.GAUGE, "version", "model"),
  FRAMES("sitewarden_frames_total", "Frames that went through the model.", Kind.COUNTER, "camera"),
  FRAMES_DROPPED(
      "sitewarden_frames_dropped_total",
      "Frames that were decoded but came too fast for the model.",
      Kind.COUNTER,
      "camera"),
  FRAMES_STILL(
      "sitewarden_frames_still_total",
      "Frames that the motion gate kept from the model.",
      Kind.COUNTER,
      "camera"),
  CAMERA_UP("sitewarden_camera_up", "1 if the camera gives frames, else 0.", Kind.GAUGE, "camera"),
  CAMERA_LOST(
      "sitewarden_camera_lost_total", "How often the camera was lost.", Kind.COUNTER, "camera"),
  FRAME_AGE(
      "sitewarden_frame_age_seconds",
      "Time since the camera's latest frame was looked at.",
      Kind.GAUGE,
      "camera"),
  DETECTIONS(
      "sitewarden_detections_total",
      "Detections at or above their threshold.",
      Kind.COUNTER,
      "camera",
      "label"),
  ZONE_OBJECTS(
      "sitewarden_zone_objects", "Objects that stand in the zone.", Kind.GAUGE, "camera", "zone"),
  LINE_CROSSINGS(
      "sitewarden_line_crossings_total",
      "Objects that crossed the rule's line.",
      Kind.COUNTER,
      "camera",
      "zone",
      "rule",
      "direction"),
  STAGE_SECONDS(
      "sitewarden_stage_seconds",
      "What a stage took for one frame: capture, detect, rules.",
      Kind.HISTOGRAM,
      "stage"),
  FRAME_LATENCY(
      "sitewarden_frame_latency_seconds",
      "From the capture of a frame to its tracks.",
      Kind.HISTOGRAM,
      "camera"),
  INCIDENTS("sitewarden_incidents_total", "Incidents that were opened.", Kind.COUNTER, "camera"),
  INCIDENTS_OPEN("sitewarden_incidents_open", "Incidents that go on.", Kind.GAUGE, "camera"),
  OUTBOX_WAITING(
      "sitewarden_outbox_waiting", "Records that the hub does not have yet.", Kind.GAUGE, "class"),
  OUTBOX_BYTES(
      "sitewarden_outbox_bytes",
      "Bytes that wait for the hub; of files, those of their list.",
      Kind.GAUGE,
      "class"),
  OUTBOX_DROPPED(
      "sitewarden_outbox_dropped_total",
      "Records that were given up: expired, no-room, file-gone to make room for others, or replaced by a newer one.",
      Kind.COUNTER,
      "class",
      "reason"),
  OUTBOX_POISONED(
      "sitewarden_outbox_poisoned_total", "Records that the hub refuses for good.", Kind.COUNTER),
  EVIDENCE_LOST(
      "sitewarden_evidence_lost_total", "Files of evidence that found no room.", Kind.COUNTER),
  EVIDENCE_DROPPED(
      "sitewarden_evidence_dropped_total",
      "Files of evidence that waited too long, or had no room.",
      Kind.COUNTER,
      "camera"),
  RECORDING_BYTES(
      "sitewarden_recording_bytes", "Bytes of the camera's recordings.", Kind.GAUGE, "camera"),
  RECORDING_PAUSED(
      "sitewarden_recording_paused",
      "1 if packets come and are not recorded: no room, or the day's writes are used up.",
      Kind.GAUGE,
      "camera"),
  HOLDS("sitewarden_legal_holds", "Times of cameras that nothing may be dropped of.", Kind.GAUGE),
  DISK_WRITTEN_TODAY(
      "sitewarden_disk_written_today_bytes", "Bytes that this UTC day wrote.", Kind.GAUGE),
  DISK_WRITTEN_LIMIT(
      "sitewarden_disk_written_limit_bytes",
      "Bytes of a day after which recordings pause.",
      Kind.GAUGE),
  HUB_UP("sitewarden_hub_up", "1 if the hub is connected, else 0.", Kind.GAUGE),
  MODEL_ROLLBACKS("sitewarden_model_rollbacks_total", "Models that were taken back.", Kind.COUNTER),
  CHALLENGER_FRAMES(
      "sitewarden_challenger_frames_total",
      "Frames that the challenger judged beside this champion.",
      Kind.COUNTER,
      "model"),
  CHALLENGER_DROPPED(
      "sitewarden_challenger_frames_dropped_total",
      "Frames that were due while the challenger was still busy with another one.",
      Kind.COUNTER,
      "model"),
  CHALLENGER_OFFERED(
      "sitewarden_challenger_frames_offered_total",
      "Frames of disagreement that were offered to labelers.",
      Kind.COUNTER,
      "model"),
  CHALLENGER_OBJECTS(
      "sitewarden_challenger_objects_total",
      "Objects in the frames that both judged: found by both, or by one of the two alone.",
      Kind.COUNTER,
      "model",
      "label",
      "found_by"),
  DISK_FREE("sitewarden_disk_free_bytes", "Free bytes below the state folder.", Kind.GAUGE),
  DISK_WRITTEN(
      "sitewarden_disk_written_bytes_total",
      "Bytes that were handed to the disk, by what wrote them.",
      Kind.COUNTER,
      "kind"),
  DISK_SYNCS(
      "sitewarden_disk_syncs_total",
      "How often the disk had to take them at once; each costs a flash page or more.",
      Kind.COUNTER,
      "kind"),
  DISK_SIZE("sitewarden_disk_size_bytes", "Size of the state folder's disk.", Kind.GAUGE),
  TEMPERATURE(
      "sitewarden_temperature_celsius", "Temperature of the processor's zone.", Kind.GAUGE, "zone"),
  LIVE_VIEWERS("sitewarden_live_viewers", "People who watch a stream.", Kind.GAUGE),
  RESIDENT("process_resident_memory_bytes", "Resident memory of the process.", Kind.GAUGE),
  CPU_SECONDS("process_cpu_seconds_total", "Processor time of the process.", Kind.COUNTER),
  START_TIME("process_start_time_seconds", "Start of the process, Unix time.", Kind.GAUGE),
  OPEN_FILES("process_open_fds", "Open file descriptors.", Kind.GAUGE);

  private final String metric;
  private final String help;
  private final Kind kind;

  /** Separated by blanks. */
  private final String labels;

  EdgeMetric(String metric, String help, Kind kind, String... labels) {
    this.metric = metric;
    this.help = help;
    this.kind = kind;
    this.labels = String.join(" ", labels);
  }

  /** The name that Prometheus knows; of a histogram, the stem of its series. */
  public String metricName() {
    return metric;
  }

  public Kind kind() {
    return kind;
  }

  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
  }

  /**
   * The metric with a number.
   *
   * @param values of the labels, in their order
   */
  public Metric of(DoubleSupplier value, String... values) {
    if (kind == Kind.HISTOGRAM) {
      throw new IllegalArgumentException(
          metric + " is a histogram, which has more than one number");
    }
    return new Metric(metric, help, kind, labelled(values), value);
  }

  /** The metric's series, for a histogram. */
  public List<Metric> of(Histogram histogram, String... values) {
    if (kind != Kind.HISTOGRAM) {
      throw new IllegalArgumentException(metric + " is a " + kind + ", no histogram");
    }
    return histogram.metrics(metric, help, labelled(values));
  }

  private Map<String, String> labelled(String... values) {
    List<String> names = labels();
    if (values.length != names.size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, got %s".formatted(metric, names, List.of(values)));
    }
    Map<String, String> labelled = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      labelled.put(names.get(i), values[i]);
    }
    return labelled;
  }
}
