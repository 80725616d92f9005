package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.fleet.CaptureSettings.Recording;
import dev.sitewarden.domain.fleet.CaptureSettings.Samples;
import java.time.Duration;

/** Reads what a settings document says about keeping pictures. */
final class CaptureReader {
  private static final long MOST_MEGABYTES = 1L << 24;

  private CaptureReader() {}

  static CaptureSettings read(JsonObject capture) {
    capture.requireOnly("blur", "recording", "samples");
    return new CaptureSettings(
        capture.maybe("blur", key -> capture.oneOf(key, Blur.values())).orElse(Blur.OTHERS),
        capture.maybe("recording", capture::object).map(CaptureReader::readRecording),
        capture
            .maybe("samples", capture::object)
            .map(CaptureReader::readSamples)
            .orElse(Samples.NONE));
  }

  private static Recording readRecording(JsonObject recording) {
    recording.requireOnly("keep-megabytes", "keep-for");
    long megabytes = recording.wholeNumber("keep-megabytes", 1, MOST_MEGABYTES);
    Duration age = recording.parsed("keep-for", DurationText::parse);
    return recording.named(name -> new Recording(megabytes << 20, age));
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
