package dev.sitewarden.hub.functions;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.telemetry.TelemetryReceiver.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One device's messages on their way to the cloud, in order, in memory.
 *
 * <p>At most one envelope is under way. A message that finds none goes at once; those that arrive
 * meanwhile go together in the next one. An envelope that the cloud did not take is sent again, for
 * ever: the device has had no PUBACK. If the queue is full the next message is refused and the
 * device keeps it, so nothing is lost and memory stays bounded.
 */
final class DeviceQueue {
  private static final int MAX_BATCH_EVENTS = 20; // the Functions host's maxEventBatchSize
  private static final int MAX_BATCH_BYTES = 1024 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = System.getLogger(DeviceQueue.class.getName());

  private final DeviceId device;
  private final Vertx vertx;
  private final CloudFunction cloud;
  private final String function;
  private final InstantSource clock;
  private final QueueBound bound;
  private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  private final Deque<QueuedEvent> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean underWay;
  private Optional<String> trouble = Optional.empty();

  DeviceQueue(
      DeviceId device,
      Vertx vertx,
      CloudFunction cloud,
      String function,
      InstantSource clock,
      QueueBound bound) {
    this.device = device;
    this.vertx = vertx;
    this.cloud = cloud;
    this.function = function;
    this.clock = clock;
    this.bound = bound;
  }

  /** Takes the message, or says that there is no room. */
  boolean offer(QueuedEvent event) {
    if (!bound.admits(waiting.size() + 1, waitingBytes + event.bytes())) {
      return false;
    }
    waiting.add(event);
    waitingBytes += event.bytes();
    if (!underWay) {
      send();
    }
    return true;
  }

  private void send() {
    List<QueuedEvent> batch = head();
    if (batch.isEmpty()) {
      return;
    }
    underWay = true;
    Buffer envelope = TriggerEnvelope.of(function, clock.instant(), batch);
    cloud
        .invoke(envelope)
        .onSuccess(nothing -> taken(batch))
        .onFailure(e -> retry(batch, String.valueOf(e.getMessage())));
  }

  private List<QueuedEvent> head() {
    List<QueuedEvent> batch = new ArrayList<>();
    long bytes = 0;
    for (QueuedEvent event : waiting) {
      bytes += event.bytes();
      if (batch.size() == MAX_BATCH_EVENTS || (!batch.isEmpty() && bytes > MAX_BATCH_BYTES)) {
        break;
      }
      batch.add(event);
    }
    return batch;
  }

  private void taken(List<QueuedEvent> batch) {
    for (QueuedEvent event : batch) {
      waiting.remove();
      waitingBytes -= event.bytes();
      event.outcome().complete(Outcome.STORED);
    }
    trouble.ifPresent(
        t ->
            LOG.log(
                Level.INFO, () -> "the cloud takes messages of device %s again".formatted(device)));
    trouble = Optional.empty();
    backOff.reset();
    underWay = false;
    send();
  }

  private void retry(List<QueuedEvent> batch, String why) {
    if (!trouble.equals(Optional.of(why))) {
      trouble = Optional.of(why);
      LOG.log(
          Level.WARNING,
          () ->
              "%s did not take %d message(s) of device %s: %s; they get no PUBACK and are sent again until it does"
                  .formatted(cloud, batch.size(), device, why));
    }
    vertx.setTimer(backOff.next().toMillis(), id -> send());
  }
}
