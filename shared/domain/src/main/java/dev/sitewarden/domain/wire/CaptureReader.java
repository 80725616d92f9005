package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.fleet.CaptureSettings.Detections;
import dev.sitewarden.domain.fleet.CaptureSettings.Recording;
import dev.sitewarden.domain.fleet.CaptureSettings.Retention;
import dev.sitewarden.domain.fleet.CaptureSettings.Samples;
import dev.sitewarden.domain.fleet.CaptureSettings.Upload;
import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.TimeWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads what a settings document says about keeping pictures. */
final class CaptureReader {
  private static final long MOST_MEGABYTES = 1L << 24;

  private final ZoneId timeZone;

  /**
   * @param timeZone of upload windows
   */
  CaptureReader(ZoneId timeZone) {
    this.timeZone = timeZone;
  }

  CaptureSettings read(JsonObject capture) {
    capture.requireOnly(
        "blur", "evidence", "recording", "samples", "detections", "write-megabytes-a-day");
    return new CaptureSettings(
        capture.maybe("blur", key -> capture.oneOf(key, Blur.values())).orElse(Blur.OTHERS),
        capture
            .maybe("evidence", capture::object)
            .map(CaptureReader::readRetention)
            .orElse(Retention.DEFAULT),
        capture.maybe("recording", capture::object).map(this::readRecording),
        capture
            .maybe("samples", capture::object)
            .map(CaptureReader::readSamples)
            .orElse(Samples.NONE),
        capture.maybe("detections", capture::object).map(CaptureReader::readDetections),
        bytes(capture, "write-megabytes-a-day").orElse(CaptureSettings.WRITE_BYTES_A_DAY));
  }

  private static Optional<Long> bytes(JsonObject object, String key) {
    return object.maybe(key, any -> object.wholeNumber(key, 1, MOST_MEGABYTES) << 20);
  }

  private static Optional<Duration> age(JsonObject object, String key) {
    return object.maybe(key, any -> object.parsed(key, CaptureReader::toAge));
  }

  private static Duration toAge(String text) {
    Duration age = DurationText.parse(text);
    if (!age.isPositive()) {
      throw new IllegalArgumentException("must be above 0s, got '%s'".formatted(text));
    }
    return age;
  }

  private static Retention readRetention(JsonObject evidence) {
    evidence.requireOnly("keep-megabytes", "keep-clips-for", "keep-pictures-for");
    return new Retention(
        bytes(evidence, "keep-megabytes").orElse(Retention.DEFAULT.bytes()),
        age(evidence, "keep-clips-for").orElse(Retention.DEFAULT.clips()),
        age(evidence, "keep-pictures-for").orElse(Retention.DEFAULT.pictures()));
  }

  private Recording readRecording(JsonObject recording) {
    recording.requireOnly("keep-megabytes", "keep-for", "unmasked", "upload");
    long megabytes = recording.wholeNumber("keep-megabytes", 1, MOST_MEGABYTES);
    Duration age = recording.parsed("keep-for", CaptureReader::toAge);
    boolean isUnmasked = recording.maybe("unmasked", recording::truth).orElse(false);
    Optional<Upload> upload = recording.maybe("upload", recording::object).map(this::readUpload);
    return new Recording(megabytes << 20, age, isUnmasked, upload);
  }

  private Upload readUpload(JsonObject upload) {
    upload.requireOnly("active", "megabytes-a-day");
    List<TimeWindow> windows =
        upload.maybe("active", key -> upload.texts(key, TimeWindow::parse)).orElse(List.of());
    return new Upload(
        new ShiftPlan(timeZone, windows),
        bytes(upload, "megabytes-a-day").orElse(Upload.BYTES_A_DAY));
  }

  private static Detections readDetections(JsonObject detections) {
    detections.requireOnly("keep-megabytes", "keep-for");
    long megabytes = detections.wholeNumber("keep-megabytes", 1, MOST_MEGABYTES);
    Duration age = detections.parsed("keep-for", DurationText::parse);
    return detections.named(name -> new Detections(megabytes << 20, age));
  }

  private static Samples readSamples(JsonObject samples) {
    samples.requireOnly("schedule", "motion", "uncertainty", "request", "disagreement");
    return new Samples(
        quota(samples, "schedule"),
        quota(samples, "motion"),
        quota(samples, "uncertainty"),
        quota(samples, "request"),
        quota(samples, "disagreement"));
  }

  private static int quota(JsonObject samples, String why) {
    return samples.has(why) ? (int) samples.wholeNumber(why, 0, Samples.MOST) : 0;
  }
}
