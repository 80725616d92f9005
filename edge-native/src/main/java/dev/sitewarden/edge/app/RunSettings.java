package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.incident.Run;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What one {@code edge run} watches and where it says so.
 *
 * @param desired what the device should do
 * @param base folder that its relative paths start from
 * @param state folder of the device's journal, outbox and evidence
 * @param isRealtime play a file as if it happened now
 * @param startTime capture instant of a file's first frame; now unless given
 * @param drain how long the end waits for the hub
 */
record RunSettings(
    DesiredProperties desired,
    Path base,
    ModelPackage model,
    int threads,
    Path state,
    HubConfig hub,
    boolean isRealtime,
    Optional<Instant> startTime,
    Duration drain) {

  RunSettings {
    for (List<Zone> zones : desired.zones().values()) {
      for (Zone zone : zones) {
        for (Rule rule : zone.rules()) {
          requireKnown(model.card().labels(), zone, rule);
        }
      }
    }
  }

  CameraId camera() {
    return desired.cameras().getFirst().id();
  }

  List<Zone> zones() {
    return desired.zonesOf(camera());
  }

  /** An address as it is; a file from the settings' folder. */
  String source() {
    String source = desired.cameras().getFirst().source();
    return source.contains("://") ? source : base.resolve(source).toString();
  }

  private static void requireKnown(List<Label> known, Zone zone, Rule rule) {
    for (Label label : rule.terms().labels()) {
      if (!known.contains(label)) {
        throw new IllegalArgumentException(
            "rule %s of zone %s watches for '%s', which the model does not know; it knows %s"
                .formatted(rule.id(), zone.id(), label, known));
      }
    }
  }

  /** The detector looks down to what keeps a track alive. */
  DetectorSettings detection(TrackerSettings tracking) {
    return DetectorSettings.ofThreads(threads).withMinScore(tracking.lowScore());
  }

  /** Whether the source can be read once more from its start. */
  boolean isRecording() {
    return !source().contains("://");
  }

  /** Whether the source shows what happens now and is to be opened again when it stops. */
  boolean isCamera() {
    return source().startsWith("rtsp://") || source().startsWith("rtsps://");
  }

  /** A pass over the source that begins now. */
  Run newRun(Instant now) {
    Instant begin = now.truncatedTo(ChronoUnit.MILLIS); // what messages say, exactly
    return new Run(sourceName(), camera().value(), startTime.orElse(begin), begin);
  }

  /** Whether that pass was an interrupted one over this source, to be gone on with. */
  boolean continues(Run run) {
    return isRecording()
        && run.source().equals(sourceName())
        && run.camera().equals(camera().value())
        && startTime.map(run.epoch()::equals).orElse(true);
  }

  private String sourceName() {
    return isRecording() ? Path.of(source()).toAbsolutePath().normalize().toString() : source();
  }
}
