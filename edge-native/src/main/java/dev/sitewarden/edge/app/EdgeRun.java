package dev.sitewarden.edge.app;

import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.capture.Capture;
import dev.sitewarden.edge.capture.Pace;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.incident.IncidentBook;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.edge.incident.Run;
import dev.sitewarden.edge.incident.RunFile;
import dev.sitewarden.edge.media.EvidenceMaker;
import dev.sitewarden.edge.media.MediaConfig;
import dev.sitewarden.edge.media.Workshop;
import dev.sitewarden.edge.outbox.Outbox;
import dev.sitewarden.edge.outbox.OutboxConfig;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One camera from its first frame to the hub's last answer. The thread that calls {@link #run} is
 * the detection thread; {@link #stop} may be called on any.
 */
final class EdgeRun {
  private static final int RING_BYTES = 16 << 20;
  private static final Duration DRAIN_AFTER_STOP = Duration.ofSeconds(5);
  private static final Duration SLICE = Duration.ofMillis(100);

  private final RunSettings settings;
  private final InstantSource clock;
  private final Consumer<String> ready;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<Capture> capture = Optional.empty();
  private volatile boolean stopped;

  /**
   * @param ready is told once that the source is open and watched
   */
  EdgeRun(RunSettings settings, InstantSource clock, Consumer<String> ready) {
    this.settings = settings;
    this.clock = clock;
    this.ready = ready;
  }

  /** What came of it: the figures, and why the source or the hub failed, if one did. */
  record Outcome(RunSummary summary, Optional<String> failure, String trouble) {}

  /**
   * Runs to the end.
   *
   * @throws UncheckedIOException if the source cannot be opened or the disk does not obey
   */
  Outcome run() {
    try (StateFolder state = StateFolder.open(settings.state())) {
      HubUplink uplink = HubUplink.open(settings.hub(), clock);
      try (Outbox outbox = Outbox.open(state.outbox(), OutboxConfig.defaults(), uplink);
          uplink) { // closed before the outbox, so that nothing is under way any more
        return watch(state, outbox);
      }
    }
  }

  private Outcome watch(StateFolder state, Outbox outbox) {
    var source = new EventSource(settings.hub().connection().device(), settings.camera());
    Journal journal = Journal.open(state.incidents());
    RunFile runFile = new RunFile(state.runFile());
    Optional<Run> interrupted = runFile.read().filter(this::isSame);
    Run run = interrupted.orElseGet(this::newRun);
    var tracking = TrackerSettings.defaults().withHighScores(settings.model().card().thresholds());
    PacketRing ring = new PacketRing(RING_BYTES);
    try (Detector detector = Detector.open(settings.model(), settings.detection(tracking));
        VideoFile video = open(run, ring);
        Workshop workshop = new Workshop(state.evidence(), source, journal, outbox, clock)) {
      var evidence = new EvidenceMaker(MediaConfig.defaults(), ring, run.epoch(), workshop);
      var book =
          new IncidentBook(source, settings.model().version(), journal, outbox, evidence, clock);
      if (interrupted.isPresent()) {
        book.resume();
      } else {
        book.endOrphans();
      }
      if (settings.isRecording()) {
        runFile.write(run);
      }
      var pipeline =
          new Pipeline(
              detector, settings.model().card(), tracking, settings.zones(), evidence, book);
      var timed = new TimedSource(video);
      Optional<UncheckedIOException> failure;
      long dropped;
      try (Capture frames = new Capture(timed, pace(run))) {
        capture = Optional.of(frames);
        announce(video);
        failure = pipeline.watch(frames);
        dropped = frames.dropped();
      }
      workshop.finish();
      boolean delivered = drain(outbox);
      if (delivered || stopped) {
        book.forgetHandedOver();
        runFile.remove();
      }
      Map<String, Timings> stages = new LinkedHashMap<>();
      stages.put("capture", timed.timings());
      stages.putAll(pipeline.timings());
      var summary =
          new RunSummary(
              pipeline.frames(),
              pipeline.seconds(),
              dropped,
              book.raised(),
              outbox.waiting(),
              workshop.lost(),
              outbox.poisoned(),
              stages);
      return new Outcome(
          summary,
          failure.map(reason -> String.valueOf(reason.getMessage())),
          outbox.trouble().orElse("the hub did not answer in time"));
    }
  }

  private boolean isSame(Run run) {
    return settings.isRecording()
        && run.source().equals(sourceName())
        && run.camera().equals(settings.camera().value())
        && settings.startTime().map(run.epoch()::equals).orElse(true);
  }

  private String sourceName() {
    return settings.isRecording()
        ? Path.of(settings.source()).toAbsolutePath().normalize().toString()
        : settings.source();
  }

  private Run newRun() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Run(sourceName(), settings.camera().value(), settings.startTime().orElse(now), now);
  }

  private VideoFile open(Run run, PacketRing ring) {
    return VideoFile.open(
        settings.source(), settings.camera(), settings.model().inputSize(), run.epoch(), ring);
  }

  private Pace pace(Run run) {
    if (!settings.isRecording()) {
      return Pace.ofCamera(clock);
    }
    return settings.isRealtime()
        ? Pace.ofRecording(clock, run.epoch(), run.started())
        : Pace.asFastAsPossible(clock);
  }

  private void announce(VideoFile video) {
    ready.accept(
        "%s %s %s".formatted(settings.camera(), video.location(), settings.model().version()));
    if (stopped) {
      stop();
    }
  }

  /** Waits for the hub as long as the settings say, or a little if it was stopped. */
  private boolean drain(Outbox outbox) {
    long start = System.nanoTime();
    try {
      boolean empty = outbox.awaitEmpty(SLICE);
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
    capture.ifPresent(Capture::stop);
  }

  boolean isStopped() {
    return stopped;
  }

  /** The run is through and the user knows what came of it. */
  void reported() {
    ended.countDown();
  }

  /** Waits until the run is {@linkplain #reported reported}. */
  boolean awaitEnd(Duration limit) {
    try {
      return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
