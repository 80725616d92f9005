package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.outbox.Outbox;
import dev.sitewarden.inference.frame.InputSizes;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What all cameras of a device share while they are watched.
 *
 * @param model what speaks at the moment
 * @param detect lets it look at a frame, on the detection thread
 * @param thresholds from which score on a detection counts by itself
 * @param inputs what frames are letterboxed to
 * @param reporter tells the cloud what is no incident
 * @param disk what they write and what of it must stay
 */
record CameraContext(
    RunSettings settings,
    DesiredProperties desired,
    StateFolder state,
    Outbox outbox,
    Supplier<ModelVersion> model,
    Function<Frame, List<Detection>> detect,
    ToDoubleFunction<Detection> thresholds,
    TrackerSettings tracking,
    InputSizes inputs,
    Reporter reporter,
    DeviceDisk disk,
    InstantSource clock) {

  EventSource source(CameraSettings camera) {
    return new EventSource(settings.hub().connection().device(), camera.id());
  }
}
