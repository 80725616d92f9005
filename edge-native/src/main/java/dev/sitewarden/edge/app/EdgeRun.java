package dev.sitewarden.edge.app;

import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.capture.Capture;
import dev.sitewarden.edge.capture.Pace;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.capture.Reconnecting;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.hub.MethodHandler;
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
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One camera from its first frame to the hub's last answer. The thread that calls {@link #run} is
 * the detection thread; {@link #stop} may be called on any.
 */
final class EdgeRun {
  /** Half a minute at 4 Mbit/s. */
  private static final int RING_BYTES = 16 << 20;

  private static final Duration DRAIN_AFTER_STOP = Duration.ofSeconds(5);

  /** How soon a stop is noticed while waiting for the hub. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final RunSettings settings;
  private final InstantSource clock;
  private final Consumer<String> ready;
  private volatile Optional<Capture> capture = Optional.empty();
  private volatile boolean stopped;

  /**
   * @param ready is told what is watched once that is so
   */
  EdgeRun(RunSettings settings, InstantSource clock, Consumer<String> ready) {
    this.settings = settings;
    this.clock = clock;
    this.ready = ready;
  }

  /**
   * What came of it.
   *
   * @param failure why the source ended, if it should not have
   * @param trouble why something is not delivered, if so
   */
  record Outcome(RunSummary summary, Optional<String> failure, String trouble) {}

  /**
   * Runs to the end.
   *
   * @throws UncheckedIOException if the source cannot be opened or the disk does not obey
   */
  Outcome run() {
    try (StateFolder state = StateFolder.open(settings.state())) {
      HubUplink uplink =
          HubUplink.open(settings.hub(), clock, (version, json) -> {}, EdgeRun::unknownMethod);
      try (Outbox outbox = Outbox.open(state.path(), OutboxConfig.defaults(), uplink);
          uplink) { // closed before the outbox, so that nothing is under way any more
        return watch(state, outbox, uplink);
      }
    }
  }

  private static MethodHandler.Answer unknownMethod(String method, byte[] json) {
    return new MethodHandler.Answer(404, "null".getBytes(StandardCharsets.UTF_8));
  }

  private Outcome watch(StateFolder state, Outbox outbox, HubUplink uplink) {
    RunFile runFile = new RunFile(state.runFile());
    Optional<Run> interrupted = runFile.read().filter(settings::continues);
    Run run = interrupted.orElseGet(() -> settings.newRun(clock.instant()));
    var tracking = TrackerSettings.defaults().withHighScores(settings.model().card().thresholds());
    var source = new EventSource(settings.hub().connection().device(), settings.camera());
    Journal journal = Journal.open(state.incidents());
    PacketRing ring = new PacketRing(RING_BYTES);
    try (Detector detector = Detector.open(settings.model(), settings.detection(tracking));
        VideoFile video = open(run.epoch(), ring);
        Workshop workshop = new Workshop(state.evidence(), source, journal, outbox)) {
      var evidence = new EvidenceMaker(MediaConfig.defaults(), ring, workshop);
      var book = new IncidentBook(source, settings.model().version(), journal, outbox, evidence);
      resume(book, runFile, run, interrupted.isPresent());
      var pipeline =
          new Pipeline(
              detector, settings.model().card(), tracking, settings.zones(), evidence, book);
      Watched watched = watch(pipeline, lasting(video, ring), video.location(), run);
      workshop.finish();
      end(outbox, book, runFile, workshop.lost() > 0);
      String trouble =
          outbox.trouble().or(uplink::trouble).orElse("the hub did not answer in time");
      return new Outcome(
          summary(watched, pipeline, book, workshop, outbox), watched.reason(), trouble);
    }
  }

  private VideoFile open(Instant epoch, PacketRing ring) {
    ring.begin(epoch);
    return VideoFile.open(
        settings.source(), settings.camera(), settings.model().inputSize(), epoch, ring);
  }

  /** A recording and a stream that has an end are read once; a camera is opened again. */
  private FrameSource lasting(VideoFile video, PacketRing ring) {
    return settings.isCamera()
        ? new Reconnecting(video, () -> open(clock.instant(), ring), Reconnecting.Pauses.defaults())
        : video;
  }

  /** A recording is seen again from its start; what a camera saw is gone. */
  private void resume(IncidentBook book, RunFile runFile, Run run, boolean isInterrupted) {
    if (isInterrupted) {
      book.resume();
    } else {
      book.endOrphans();
    }
    if (settings.isRecording()) {
      runFile.write(run);
    }
  }

  private record Watched(Optional<UncheckedIOException> failure, Timings capturing, long dropped) {
    Optional<String> reason() {
      return failure.map(thrown -> String.valueOf(thrown.getMessage()));
    }
  }

  private Watched watch(Pipeline pipeline, FrameSource source, String location, Run run) {
    var timed = new TimedSource(source);
    Optional<UncheckedIOException> failure;
    long dropped;
    try (Capture frames = new Capture(timed, pace(run))) {
      capture = Optional.of(frames);
      if (stopped) {
        frames.stop();
      }
      ready.accept("%s %s %s".formatted(settings.camera(), location, settings.model().version()));
      failure = pipeline.watch(frames);
      dropped = frames.dropped();
    }
    return new Watched(failure, timed.timings(), dropped);
  }

  private Pace pace(Run run) {
    if (!settings.isRecording()) {
      return Pace.ofCamera(clock);
    }
    return settings.isRealtime()
        ? Pace.ofRecording(clock, run.epoch(), run.started())
        : Pace.asFastAsPossible(clock);
  }

  /**
   * A run whose messages are not delivered goes on at the next start, unless it was stopped; so
   * does one whose evidence found no room: a recording shows it once more.
   */
  private void end(Outbox outbox, IncidentBook book, RunFile runFile, boolean isEvidenceLost) {
    boolean delivered = drain(outbox);
    if ((delivered || stopped) && !isEvidenceLost) {
      book.forgetHandedOver();
      runFile.remove();
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

  private static RunSummary summary(
      Watched watched, Pipeline pipeline, IncidentBook book, Workshop workshop, Outbox outbox) {
    return new RunSummary(
        pipeline.frames(),
        pipeline.seconds(),
        watched.dropped(),
        book.raised(),
        outbox.waiting(),
        workshop.lost(),
        outbox.poisoned(),
        pipeline.timings(watched.capturing()));
  }

  /** Ends the run in an orderly way, soon. */
  void stop() {
    stopped = true;
    capture.ifPresent(Capture::stop);
  }

  boolean isStopped() {
    return stopped;
  }
}
