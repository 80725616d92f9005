package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.edge.collect.CollectConfig;
import dev.sitewarden.edge.media.MediaConfig;
import dev.sitewarden.edge.media.Privacy;
import dev.sitewarden.edge.media.RecordingConfig;
import dev.sitewarden.edge.media.Shelf;
import java.util.List;
import java.util.Map;

/** What the settings say about keeping pictures, as each stage takes it. */
final class StageConfigs {
  private StageConfigs() {}

  static MediaConfig evidence(CaptureSettings capture, CameraSettings camera) {
    return MediaConfig.defaults().withPrivacy(new Privacy(capture.blur(), camera.privacy()));
  }

  static RecordingConfig recording(CaptureSettings.Recording recording) {
    return RecordingConfig.defaults().withLimits(recording.bytes(), recording.age());
  }

  static Shelf.Limits retention(CaptureSettings.Retention evidence) {
    return new Shelf.Limits(evidence.bytes(), List.of(evidence.clips(), evidence.pictures()));
  }

  static CollectConfig samples(CaptureSettings.Samples samples, CameraSettings camera) {
    return CollectConfig.off()
        .withCovered(camera.privacy())
        .withPerHour(
            Map.of(
                Why.SCHEDULE, samples.schedule(),
                Why.MOTION, samples.motion(),
                Why.UNCERTAINTY, samples.uncertainty(),
                Why.REQUEST, samples.request(),
                Why.DISAGREEMENT, samples.disagreement()));
  }
}
