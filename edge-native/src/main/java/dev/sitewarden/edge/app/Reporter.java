package dev.sitewarden.edge.app;

import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import dev.sitewarden.edge.capture.CameraObserver;
import dev.sitewarden.edge.incident.EventSink;
import dev.sitewarden.edge.incident.Handover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the cloud what is no incident: counts, and how the device, its machine and cameras are. */
final class Reporter implements CameraObserver {
  private static final Logger LOG = System.getLogger(Reporter.class.getName());

  private final EventSource device;
  private final EventSink sink;
  private final InstantSource clock;
  private final MessageIds ids;
  private final Map<CameraId, AtomicLong> losses = new ConcurrentHashMap<>();
  private final AtomicLong rollbacks = new AtomicLong();

  /**
   * @param device who speaks of the device itself
   */
  Reporter(EventSource device, EventSink sink, InstantSource clock) {
    this.device = device;
    this.sink = sink;
    this.clock = clock;
    this.ids = new MessageIds(clock, new SecureRandom());
  }

  /** Any thread. */
  void tell(EventSource source, DeviceMessage message) {
    Handover handover = sink.put(new CloudEvent(ids.next(), source, clock.instant(), message));
    if (handover instanceof Handover.Refused(String reason)) {
      LOG.log(Level.DEBUG, "{0} is not sent: {1}", message.type(), reason); // the outbox counts it
    }
  }

  /** Says how something on this device is. */
  void health(Kind kind, String subject, String text, Instant at) {
    LOG.log(kind == Kind.CAMERA_LOST ? Level.WARNING : Level.INFO, "{0}: {1}", subject, text);
    tell(device, DeviceHealth.of(kind, subject, text, at));
  }

  void health(Kind kind, String subject, String text) {
    health(kind, subject, text, clock.instant());
  }

  /** Says how the machine is. */
  void measured(DeviceMeasured vitals) {
    tell(device, vitals);
  }

  @Override
  public void lost(CameraId camera, Instant at, String reason) {
    losses.computeIfAbsent(camera, any -> new AtomicLong()).incrementAndGet();
    health(Kind.CAMERA_LOST, camera.value(), reason, at);
  }

  @Override
  public void returned(CameraId camera, Instant at) {
    health(Kind.CAMERA_RETURNED, camera.value(), "camera %s is back".formatted(camera), at);
  }

  @Override
  public void clockJumped(CameraId camera, Instant at, Duration by, String text) {
    health(Kind.CLOCK_JUMP, camera.value(), text, at);
  }

  void rolledBack(ModelVersion from, String reason) {
    rollbacks.incrementAndGet();
    health(Kind.MODEL_ROLLED_BACK, from.toString(), reason);
  }

  /** How often a camera was lost since the start. Any thread. */
  long losses(CameraId camera) {
    return Optional.ofNullable(losses.get(camera)).map(AtomicLong::get).orElse(0L);
  }

  /** How many models were taken back since the start. Any thread. */
  long rollbacks() {
    return rollbacks.get();
  }
}
