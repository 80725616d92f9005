package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.edge.capture.Backoff;
import dev.sitewarden.edge.capture.CameraGroup;
import dev.sitewarden.edge.capture.CameraSource;
import dev.sitewarden.edge.capture.LiveCamera;
import dev.sitewarden.edge.capture.MotionGate;
import dev.sitewarden.edge.capture.Pace;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.collect.Collector;
import dev.sitewarden.edge.incident.IncidentBook;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.edge.incident.Run;
import dev.sitewarden.edge.incident.RunFile;
import dev.sitewarden.edge.media.EvidenceMaker;
import dev.sitewarden.edge.media.EvidenceRecovery;
import dev.sitewarden.edge.media.MediaConfig;
import dev.sitewarden.edge.media.Shelf;
import dev.sitewarden.edge.media.Workshop;
import dev.sitewarden.edge.replay.DetectionsLog;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.PacketTap;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One camera with all that is open for it. Opened, used and closed by the detection thread; what it
 * feeds is read by a thread of the group's.
 */
final class OpenCamera implements AutoCloseable {
  /** Half a minute at 4 Mbit/s. */
  private static final int RING_BYTES = 16 << 20;

  private final CameraContext device;
  private final CameraSettings camera;
  private final CameraSource source;
  private final PacketRing ring = new PacketRing(RING_BYTES);
  private final RunFile runFile;
  private final Optional<Run> interrupted;
  private final Run run;
  private final Workshop workshop;
  private final Shelf shelf;
  private final Optional<CameraRecording> recording;
  private final Collector collector;
  private final Optional<MotionGate> gate;
  private final IncidentBook book;
  private final CameraWatch watch;
  private final TimedSource frames;
  private Optional<LiveCamera> live = Optional.empty();
  private final CameraTally tally;

  /**
   * Opens it; a recording is opened at once, a camera by the thread that reads it.
   *
   * @throws java.io.UncheckedIOException if a recording cannot be opened, in one sentence
   */
  OpenCamera(CameraContext device, CameraSettings camera) {
    this.device = device;
    this.camera = camera;
    this.source = device.settings().source(camera);
    CameraFolder folder = device.state().camera(camera.id());
    Journal journal = Journal.open(folder.incidents(), device.disk().meter());
    this.runFile = new RunFile(folder.runFile());
    this.interrupted = runFile.read().filter(this::continues);
    this.run = interrupted.orElseGet(this::newRun);
    this.recording =
        device
            .desired()
            .capture()
            .recording()
            .map(
                wanted ->
                    new CameraRecording(
                        wanted, camera.id(), folder, device.source(camera), device));
    this.frames = new TimedSource(open(), device.clocks().capture());
    this.tally = new CameraTally(device.models().known().all());
    this.workshop =
        new Workshop(
            folder.evidence(),
            device.source(camera),
            journal,
            device.outbox(),
            device.disk().meter());
    this.shelf =
        Shelf.ofEvidence(
            folder.evidence(),
            StageConfigs.retention(device.desired().capture().evidence()),
            device.clock(),
            device.disk().holds(),
            camera.id());
    MediaConfig media = StageConfigs.evidence(device.desired().capture(), camera);
    var evidence = new EvidenceMaker(media, ring, workshop);
    this.book =
        new IncidentBook(
            device.source(camera), device.models()::version, journal, device.outbox(), evidence);
    this.watch =
        new CameraWatch(
            camera,
            device.models().known().tracking(),
            device.desired().zonesOf(camera.id()),
            evidence,
            book,
            this::tell,
            detectionsLog(folder));
    this.collector =
        new Collector(
            StageConfigs.samples(device.desired().capture().samples(), camera),
            device.desired().mode(),
            folder.samples(),
            device.source(camera),
            device.models()::version,
            one -> device.models().known().threshold(one),
            device.outbox(),
            device.clock());
    this.gate = camera.motionGate().map(wanted -> new MotionGate(wanted, stillAreas()));
    recover(journal, media);
    resume();
  }

  private Optional<DetectionsLog> detectionsLog(CameraFolder folder) {
    return device
        .desired()
        .capture()
        .detections()
        .map(
            limits ->
                new DetectionsLog(
                    folder.detections(),
                    limits,
                    device.source(camera),
                    device.models().known().tracking().highScores()));
  }

  /** What moves there is nobody's business. */
  private List<Polygon> stillAreas() {
    return Stream.concat(camera.ignore().stream(), camera.privacy().stream()).toList();
  }

  /** Evidence that a killed process owed is made of what it had recorded. */
  private void recover(Journal journal, MediaConfig media) {
    if (source.isLive() && recording.isPresent()) {
      var recovery =
          new EvidenceRecovery(
              media,
              recording.get().ring(),
              workshop,
              camera.id(),
              device.models().inputs().all().getFirst(),
              frame -> device.models().current().detect(frame),
              one -> device.desired().looksFor(one) && device.models().known().counts(one));
      journal.all().forEach(recovery::recover);
    }
  }

  private FrameSource open() {
    PacketTap tap = recording.<PacketTap>map(it -> ring.and(it.recorder())).orElse(ring);
    if (source.isLive()) {
      var opened =
          new LiveCamera(
              camera.id(),
              (epoch, taps) -> source.open(camera.id(), device.models()::inputs, epoch, taps),
              tap,
              Backoff.usual(),
              device.reporter(),
              device.clock());
      live = Optional.of(opened);
      return opened;
    }
    return source.open(camera.id(), device.models()::inputs, Epoch.at(run.epoch()), tap);
  }

  /** A recording is seen again from its start; what a camera saw is gone. */
  private void resume() {
    if (interrupted.isPresent()) {
      book.resume();
    } else {
      book.endOrphans();
    }
    if (!source.isLive()) {
      runFile.write(run);
    }
  }

  /** A pass over the source that begins now. */
  private Run newRun() {
    Instant begin =
        device.clock().instant().truncatedTo(ChronoUnit.MILLIS); // what messages say, exactly
    Instant epoch = device.settings().startTime().orElse(begin);
    return new Run(sourceName(), camera.id().value(), epoch, begin);
  }

  /** Whether that pass was an interrupted one over this source, to be gone on with. */
  private boolean continues(Run earlier) {
    return !source.isLive()
        && earlier.source().equals(sourceName())
        && earlier.camera().equals(camera.id().value())
        && device.settings().startTime().map(earlier.epoch()::equals).orElse(true);
  }

  private String sourceName() {
    return source.isLive()
        ? source.text()
        : Path.of(source.text()).toAbsolutePath().normalize().toString();
  }

  private void tell(ZoneCount count) {
    device.reporter().tell(device.source(camera), new OccupancyCounted(count));
  }

  /** What the group reads. */
  CameraGroup.Feed feed() {
    return new CameraGroup.Feed(camera.id(), frames, pace());
  }

  private Pace pace() {
    if (source.isLive()) {
      return Pace.ofCamera(device.clock());
    }
    return device.settings().isRealtime()
        ? Pace.ofRecording(device.clock(), run.epoch(), run.started())
        : Pace.asFastAsPossible(device.clock());
  }

  CameraSettings settings() {
    return camera;
  }

  /** What is counted of it. */
  CameraTally tally() {
    return tally;
  }

  /** Whether it gives pictures at the moment. */
  boolean isReading() {
    return frames.hasReadWithin(TimeUnit.SECONDS.toNanos(10));
  }

  boolean isLive() {
    return source.isLive();
  }

  /** Whether its frames are looked at when they happen, so that their age says something. */
  boolean isNow() {
    return source.isLive() || device.settings().isRealtime();
  }

  /** Opens a camera anew; false if it is a recording, which is read once. Any thread. */
  boolean restart() {
    live.ifPresent(LiveCamera::restart);
    return live.isPresent();
  }

  /** What keeps frames without motion from the model, if wanted. */
  Optional<MotionGate> gate() {
    return gate;
  }

  /** What keeps frames of it to learn from. */
  Collector collector() {
    return collector;
  }

  /** Its continuous recording, if it has one. */
  Optional<CameraRecording> recording() {
    return recording;
  }

  /** Its evidence that waits to be stored. */
  Shelf shelf() {
    return shelf;
  }

  CameraWatch watch() {
    return watch;
  }

  /** How long reading and letterboxing took; to be read when the camera's thread has ended. */
  Timings timings() {
    return frames.timings();
  }

  /** Pieces of evidence that could not be kept. */
  long lostEvidence() {
    return workshop.lost();
  }

  /** Ends what is open and waits until its evidence is handed over. */
  void finish() {
    watch.finish();
    workshop.finish();
    collector.close();
  }

  /**
   * Forgets the pass; one whose evidence found no room goes on at the next start, when a recording
   * shows it once more.
   */
  void forget() {
    if (workshop.lost() == 0) {
      book.forgetHandedOver();
      runFile.remove();
    }
  }

  @Override
  public void close() {
    workshop.close();
    collector.close();
    recording.ifPresent(CameraRecording::close);
  }
}
