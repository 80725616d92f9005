package dev.sitewarden.edge.app;

import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.live.Health;
import dev.sitewarden.edge.live.LiveView;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.metrics.ProcessMetrics;
import dev.sitewarden.edge.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the device is, for probes and Prometheus. Any thread. */
final class DeviceMetrics implements Health {
  /** A camera of one frame a second is no dead one. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration STUCK = Duration.ofSeconds(60);

  private final Outbox outbox;
  private final WriteMeter meter;
  private final HubUplink uplink;
  private final LiveView view;
  private final InstantSource clock;
  private final List<Metric> ofProcess;
  private final StageClocks clocks;
  private volatile Optional<Watched> watched = Optional.empty();
  private volatile Optional<DeviceDisk> disk = Optional.empty();

  DeviceMetrics(
      Path state,
      Outbox outbox,
      WriteMeter meter,
      HubUplink uplink,
      LiveView view,
      StageClocks clocks,
      InstantSource clock) {
    this.clocks = clocks;
    this.outbox = outbox;
    this.meter = meter;
    this.uplink = uplink;
    this.view = view;
    this.clock = clock;
    this.ofProcess = ProcessMetrics.of(state);
  }

  void watch(Watched now) {
    watched = Optional.of(now);
  }

  private Optional<OpenCameras> cameras() {
    return watched.map(Watched::cameras);
  }

  void watch(DeviceDisk written) {
    disk = Optional.of(written);
  }

  @Override
  public List<Check> alive() {
    boolean moves =
        cameras().stream()
            .flatMap(open -> open.all().stream())
            .noneMatch(camera -> camera.isLive() && isStuck(camera));
    return List.of(new Check("detection", moves, moves ? "it goes on" : "frames wait for 60 s"));
  }

  @Override
  public List<Check> ready() {
    List<Check> checks = new ArrayList<>();
    cameras().ifPresent(open -> open.byId().forEach((id, camera) -> checks.add(check(id, camera))));
    checks.add(new Check("hub", uplink.trouble().isEmpty(), uplink.trouble().orElse("connected")));
    return checks;
  }

  /** Frames come and are left out, and none was looked at for long. */
  private boolean isStuck(OpenCamera camera) {
    return camera.tally().frames() > 0 && camera.isReading() && age(camera).compareTo(STUCK) > 0;
  }

  private Check check(CameraId id, OpenCamera camera) {
    boolean looks = !camera.isLive() || age(camera).compareTo(SILENCE) < 0;
    return new Check("camera " + id, looks, looks ? "it is watched" : "no picture for 30 s");
  }

  private Duration age(OpenCamera camera) {
    return Duration.between(camera.tally().latest(), clock.instant());
  }

  /** All that is known at the moment. */
  List<Metric> all() {
    List<Metric> metrics = new ArrayList<>(ofProcess);
    metrics.addAll(EdgeMetric.STAGE_SECONDS.of(clocks.capture(), "capture"));
    metrics.addAll(EdgeMetric.STAGE_SECONDS.of(clocks.detect(), "detect"));
    metrics.addAll(EdgeMetric.STAGE_SECONDS.of(clocks.rules(), "rules"));
    watched.ifPresent(now -> add(metrics, now));
    disk.ifPresent(written -> metrics.addAll(DiskMetrics.of(written)));
    metrics.addAll(OutboxMetrics.of(outbox, meter));
    metrics.add(EdgeMetric.HUB_UP.of(() -> uplink.trouble().isEmpty() ? 1 : 0));
    metrics.add(EdgeMetric.LIVE_VIEWERS.of(view::viewers));
    return metrics;
  }

  private void add(List<Metric> metrics, Watched now) {
    String version = RuntimeVersion.CURRENT.toString();
    metrics.add(EdgeMetric.BUILD.of(() -> 1, version, now.models().version().toString()));
    metrics.add(EdgeMetric.MODEL_ROLLBACKS.of(now.reporter()::rollbacks));
    metrics.add(EdgeMetric.EVIDENCE_LOST.of(() -> lostEvidence(now.cameras())));
    now.challengers().report().ifPresent(report -> metrics.addAll(ChallengerMetrics.of(report)));
    now.cameras()
        .byId()
        .forEach(
            (id, camera) -> {
              metrics.addAll(CameraMetrics.of(id, camera));
              metrics.addAll(DiskMetrics.of(camera, id.value()));
              long dropped = now.cameras().dropped(id);
              metrics.add(EdgeMetric.FRAMES_DROPPED.of(() -> dropped, id.value()));
              metrics.add(EdgeMetric.FRAME_AGE.of(() -> age(camera).toMillis() / 1e3, id.value()));
              metrics.add(
                  EdgeMetric.CAMERA_UP.of(() -> check(id, camera).holds() ? 1 : 0, id.value()));
              metrics.add(EdgeMetric.CAMERA_LOST.of(() -> now.reporter().losses(id), id.value()));
            });
  }

  private static long lostEvidence(OpenCameras cameras) {
    return cameras.all().stream().mapToLong(OpenCamera::lostEvidence).sum();
  }
}
