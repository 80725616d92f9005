package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import java.time.Duration;
import java.time.Instant;

/** Is told how the cameras are. Called on their capture threads; must return soon. */
public interface CameraObserver {
  /**
   * A camera stopped, or could not be opened at the start. Told once; it is tried again until it
   * comes back.
   *
   * @param at when that was noticed, by the device's clock
   * @param reason one sentence for the user
   */
  void lost(CameraId camera, Instant at, String reason);

  /**
   * A camera that was lost gives pictures again.
   *
   * @param at capture instant of the first one
   */
  void returned(CameraId camera, Instant at);

  /**
   * A clock was set or leapt. Capture instants never go back: after a device's clock went back they
   * are ahead of it by that much until it has caught up.
   *
   * @param at capture instant of the latest frame
   * @param by how far; negative if back
   * @param text one sentence for the user: whose clock, and what comes of it
   */
  void clockJumped(CameraId camera, Instant at, Duration by, String text);
}
