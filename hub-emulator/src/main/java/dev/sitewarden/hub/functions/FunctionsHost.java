package dev.sitewarden.hub.functions;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.telemetry.Telemetry;
import dev.sitewarden.hub.telemetry.TelemetryReceiver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Stands for the Functions host: one queue per device, one function that takes the messages. */
public final class FunctionsHost implements TelemetryReceiver {
  private final Vertx vertx;
  private final CloudFunction cloud;
  private final String function;
  private final InstantSource clock;
  private final QueueBound bound;
  private final Map<DeviceId, DeviceQueue> queues = new HashMap<>();
  private long sequence;

  /** Posts to {@code {cloud}/{function}}; each device may have up to the bound in memory. */
  public FunctionsHost(
      Vertx vertx, URI cloud, String function, InstantSource clock, QueueBound bound) {
    this.vertx = vertx;
    this.cloud = new CloudFunction(vertx, cloud, function);
    this.function = function;
    this.clock = clock;
    this.bound = bound;
    // Starting from the clock keeps the numbers growing over restarts without a file.
    this.sequence = clock.millis() * 1000;
  }

  @Override
  public Future<Outcome> receive(Telemetry telemetry) {
    Promise<Outcome> outcome = Promise.promise();
    DeviceQueue queue =
        queues.computeIfAbsent(
            telemetry.sender().device(),
            device -> new DeviceQueue(device, vertx, cloud, function, clock, bound));
    if (!queue.offer(new QueuedEvent(telemetry, ++sequence, outcome))) {
      outcome.complete(Outcome.FULL);
    }
    return outcome.future();
  }
}
