package dev.sitewarden.hub.telemetry;

import io.vertx.core.Future;

/** Where telemetry goes. Order is kept per device. */
@FunctionalInterface
public interface TelemetryReceiver {

  /** What became of a message. */
  enum Outcome {
    /** The cloud has it. */
    STORED,
    /** There was no room for it; the device still owns it. Known at once. */
    FULL
  }

  /**
   * Takes a message, or says at once that there is no room. Otherwise the future completes when the
   * cloud has it, however long that takes; it never fails.
   */
  Future<Outcome> receive(Telemetry telemetry);
}
