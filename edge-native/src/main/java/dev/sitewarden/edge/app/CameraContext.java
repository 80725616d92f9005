package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.outbox.Outbox;
import java.time.InstantSource;

/**
 * What all cameras of a device share while they are watched.
 *
 * @param models what looks at the frames
 * @param clocks are told what each stage takes
 * @param reporter tells the cloud what is no incident
 * @param disk what they write and what of it must stay
 */
record CameraContext(
    RunSettings settings,
    DesiredProperties desired,
    StateFolder state,
    Outbox outbox,
    Models models,
    StageClocks clocks,
    Reporter reporter,
    DeviceDisk disk,
    InstantSource clock) {

  EventSource source(CameraSettings camera) {
    return settings.hub().source().withCamera(camera.id());
  }
}
