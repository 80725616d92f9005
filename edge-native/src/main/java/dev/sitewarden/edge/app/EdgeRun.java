package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import dev.sitewarden.edge.capture.CameraGroup;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.outbox.Outbox;
import dev.sitewarden.edge.outbox.OutboxConfig;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All cameras of a device from their first frame to the hub's last answer. The thread that calls
 * {@link #run} is the detection thread; {@link #stop} may be called on any.
 */
final class EdgeRun {
  private static final Duration DRAIN_AFTER_STOP = Duration.ofSeconds(5);

  /** How soon a stop is noticed while waiting for the hub. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final RunSettings settings;
  private final InstantSource clock;
  private final Consumer<String> ready;
  private final WriteMeter meter;
  private volatile Optional<CameraGroup> group = Optional.empty();
  private final StageClocks clocks = new StageClocks();
  private volatile Optional<Watched> watched = Optional.empty();
  private volatile boolean stopped;

  /**
   * @param ready is told what is watched once that is so
   */
  EdgeRun(RunSettings settings, InstantSource clock, Consumer<String> ready) {
    this.settings = settings;
    this.clock = clock;
    this.ready = ready;
    this.meter = new WriteMeter(clock);
  }

  /**
   * What came of it.
   *
   * @param failure why a source ended, if it should not have
   * @param trouble why something is not delivered, if so
   */
  record Outcome(RunSummary summary, Optional<String> failure, String trouble) {}

  /**
   * Runs to the end.
   *
   * @throws UncheckedIOException if a recording cannot be opened or the disk does not obey
   */
  Outcome run() {
    try (StateFolder state = StateFolder.open(settings.state())) {
      var wanted = new CurrentSettings(settings, state.twin());
      DeviceDisk disk = DeviceDisk.open(state.path(), meter, clock);
      var methods =
          new DeviceMethods(
              () -> watched,
              wanted,
              new HoldMethods(state.path(), disk.holds()),
              settings.state(),
              clock);
      HubUplink uplink = HubUplink.open(settings.hub(), clock, wanted, methods);
      wanted.reportTo(uplink::report);
      try (Outbox outbox =
              Outbox.open(state.path(), OutboxConfig.defaults(), uplink, clock, meter);
          uplink; // closed before the outbox, so that nothing is under way any more
          FileWatch edited = new FileWatch(settings.file(), wanted::reread);
          DeviceView tower =
              DeviceView.open(settings, wanted, outbox, meter, uplink, clocks, clock)) {
        edited.start();
        tower.watch(disk);
        return watchWhatWorks(state, outbox, uplink, wanted, tower, disk);
      }
    }
  }

  private Outcome watchWhatWorks(
      StateFolder state,
      Outbox outbox,
      HubUplink uplink,
      CurrentSettings wanted,
      DeviceView tower,
      DeviceDisk disk) {
    while (true) {
      try {
        return watch(state, outbox, uplink, wanted, tower, disk);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        if (stopped || !wanted.fallBack(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
  }

  private Outcome watch(
      StateFolder state,
      Outbox outbox,
      HubUplink uplink,
      CurrentSettings wanted,
      DeviceView tower,
      DeviceDisk disk) {
    var reporter = new Reporter(settings.hub().source(), outbox, clock);
    var totals = new RunTotals();
    Optional<UncheckedIOException> failure = Optional.empty();
    reporter.health(Kind.STARTED, "edge", "watching begins");
    try (Models models = Models.open(settings, wanted, state, reporter, clock);
        Challengers challengers =
            Challengers.open(
                settings, wanted, models, state, () -> watched.map(Watched::cameras), clock);
        Vitals vitals =
            new Vitals(state.path(), outbox, settings.measureEvery(), reporter::measured, clock)) {
      vitals.start();
      boolean again = true;
      while (again) {
        DesiredProperties desired = wanted.current();
        CameraContext device = context(desired, state, outbox, reporter, models, disk);
        try (OpenCameras cameras = OpenCameras.open(device);
            Upkeep upkeep = new Upkeep(cameras, device)) {
          upkeep.start();
          failure =
              watch(
                  new Watched(cameras, models, challengers, reporter, outbox, uplink),
                  tower,
                  wanted,
                  desired);
          again = !stopped && failure.isEmpty() && wanted.wantsOtherCamerasThan(desired);
          cameras.finish();
          totals.add(cameras);
          if (!again) {
            end(outbox, cameras);
          }
        }
        disk.budget().save();
      }
    }
    String trouble = outbox.trouble().or(uplink::trouble).orElse("the hub did not answer in time");
    return new Outcome(
        totals.summary(outbox),
        failure.map(thrown -> String.valueOf(thrown.getMessage())),
        trouble);
  }

  private CameraContext context(
      DesiredProperties desired,
      StateFolder state,
      Outbox outbox,
      Reporter reporter,
      Models models,
      DeviceDisk disk) {
    return new CameraContext(
        settings, desired, state, outbox, models, clocks, reporter, disk, clock);
  }

  private Optional<UncheckedIOException> watch(
      Watched watching, DeviceView tower, CurrentSettings wanted, DesiredProperties desired) {
    OpenCameras cameras = watching.cameras();
    Models models = watching.models();
    var loop = new DetectionLoop(models, desired, cameras.byId(), tower.view(), clocks, clock);
    cameras.watchedBy(loop);
    watched = Optional.of(watching);
    tower.watch(watching);
    try (CameraGroup frames = cameras.group()) {
      group = Optional.of(frames);
      if (stopped) {
        frames.stop();
      }
      wanted.appliedBy(desired, changed -> loop.later(() -> cameras.follow(changed)), frames::stop);
      ready.accept(cameras.line() + " " + models.version());
      Optional<UncheckedIOException> failure = loop.run(frames);
      cameras.dropped(frames.dropped());
      return failure;
    }
  }

  /** A run whose messages are not delivered goes on at the next start, unless it was stopped. */
  private void end(Outbox outbox, OpenCameras cameras) {
    if (drain(outbox) || stopped) {
      cameras.forget();
    }
  }

  /** Waits for the hub as long as the settings say, or a little if it was stopped. */
  private boolean drain(Outbox outbox) {
    long start = System.nanoTime();
    try {
      boolean empty = outbox.awaitEmpty(Duration.ZERO);
      while (!empty && System.nanoTime() - start < limit().toNanos()) {
        empty = outbox.awaitEmpty(SLICE);
      }
      return empty;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Duration limit() {
    return stopped ? DRAIN_AFTER_STOP : settings.drain();
  }

  /** Ends the run in an orderly way, soon. */
  void stop() {
    stopped = true;
    group.ifPresent(CameraGroup::stop);
  }

  boolean isStopped() {
    return stopped;
  }
}
