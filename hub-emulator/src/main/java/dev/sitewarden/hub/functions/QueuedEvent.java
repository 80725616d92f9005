package dev.sitewarden.hub.functions;

import dev.sitewarden.hub.telemetry.Telemetry;
import dev.sitewarden.hub.telemetry.TelemetryReceiver.Outcome;
import io.vertx.core.Promise;

/**
 * A message that waits for the cloud.
 *
 * @param sequence grows over all messages, also over restarts
 * @param outcome completed when the cloud has it
 */
record QueuedEvent(Telemetry telemetry, long sequence, Promise<Outcome> outcome) {
  int bytes() {
    return telemetry.body().length();
  }
}
