package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.wire.DetectionsCodec;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Lets the zones and rules of a settings document look at recorded detections. */
final class Replay implements DetectionsReader.Taker {
  /** Evidence holds only what counted, so everything in it may begin a track. */
  private static final TrackerSettings ALL_COUNTS =
      new TrackerSettings(0, Map.of(), 0, 2, Duration.ofSeconds(1), 0.2, 0.5);

  private final DesiredProperties settings;
  private final Consumer<String> warning;
  private final ReplayReport report;
  private Optional<ReplayedCamera> current = Optional.empty();

  /**
   * @param warning is told what is missing
   */
  Replay(DesiredProperties settings, Consumer<String> warning) {
    this.settings = settings;
    this.warning = warning;
    this.report = new ReplayReport(settings);
  }

  /**
   * Looks at everything.
   *
   * @throws java.io.UncheckedIOException if something cannot be read
   * @throws IllegalArgumentException if something is wrong; both in one sentence for the user
   */
  ReplayReport run(List<Path> recorded) {
    var reader = new DetectionsReader(this);
    recorded.forEach(reader::read);
    finish();
    return report;
  }

  private void finish() {
    current.ifPresent(ReplayedCamera::finish);
    current = Optional.empty();
  }

  @Override
  public void begin(Opening opening) {
    CameraSettings camera = camera(opening.source().camera());
    requireKnown(camera.id(), opening.thresholds().keySet());
    TrackerSettings tracking = TrackerSettings.defaults().withHighScores(opening.thresholds());
    Optional<ReplayedCamera> same =
        current.filter(it -> it.isGoneOnWith(opening.source(), opening.since()));
    if (same.isPresent()) {
      same.get().follow(tracking);
    } else {
      begin(opening.source(), opening.since(), camera, tracking);
    }
  }

  private void begin(
      EventSource source, Instant since, CameraSettings camera, TrackerSettings tracking) {
    finish();
    current =
        Optional.of(
            new ReplayedCamera(
                source, since, camera, settings.zonesOf(camera.id()), tracking, report));
  }

  @Override
  public void begin(Path file, DetectionsCodec.Evidence evidence) {
    EventSource source = evidence.source().orElseGet(() -> onlyCamera(file));
    Instant since = evidence.looks().isEmpty() ? Instant.EPOCH : evidence.looks().getFirst().at();
    begin(source, since, camera(source.camera()), ALL_COUNTS);
    report.onlyEvidence();
  }

  private EventSource onlyCamera(Path file) {
    if (settings.cameras().size() > 1) {
      throw new IllegalArgumentException(
          "%s does not say which camera saw it; name settings with that camera alone"
              .formatted(file));
    }
    return new EventSource(new DeviceId("unknown"), settings.cameras().getFirst().id());
  }

  private CameraSettings camera(CameraId id) {
    return settings.cameras().stream()
        .filter(camera -> camera.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "they are of camera %s, the settings have only %s"
                        .formatted(
                            id, settings.cameras().stream().map(CameraSettings::id).toList())));
  }

  private void requireKnown(CameraId camera, Set<Label> known) {
    for (Zone zone : settings.zonesOf(camera)) {
      for (Rule rule : zone.rules()) {
        for (Label label : rule.terms().labels()) {
          if (!known.contains(label)) {
            throw new IllegalArgumentException(
                "rule %s of zone %s watches for '%s', which the model that saw them does not know; it knows %s"
                    .formatted(
                        rule.id(),
                        zone.id(),
                        label,
                        known.stream().map(Label::value).sorted().toList()));
          }
        }
      }
    }
  }

  @Override
  public void take(Look look) {
    current
        .orElseThrow(() -> new IllegalStateException("a frame before its opening"))
        .advance(look.detections().stream().filter(settings::looksFor).toList(), look.at());
  }

  @Override
  public void warn(String what) {
    warning.accept(what);
  }
}
