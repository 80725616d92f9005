package dev.sitewarden.edge.media;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.IncidentMessages;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.edge.incident.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files of evidence on a thread of its own, "media", and hands them over for storing.
 * Closing it waits until all are handed over.
 */
public final class Workshop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Workshop.class.getName());

  private static final String KIND = "evidence";

  /** What waits holds pictures and packets in memory. */
  private static final int MOST_WAITING = 32;

  /** Two clips of the largest size that {@link MediaConfig} allows by default. */
  private static final long MOST_WAITING_BYTES = 64L << 20;

  private final Path folder;
  private final EventSource source;
  private final Journal journal;
  private final EvidenceSink sink;
  private final WriteMeter meter;
  private final AtomicLong lost = new AtomicLong();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final WaitingFootage waiting = new WaitingFootage(MOST_WAITING_BYTES);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("media").factory());

  /**
   * @param folder where files lie until they are stored
   */
  public Workshop(
      Path folder, EventSource source, Journal journal, EvidenceSink sink, WriteMeter meter) {
    this.folder = folder;
    this.source = source;
    this.journal = journal;
    this.sink = sink;
    this.meter = meter;
  }

  /** Whether this piece was not handed over before. */
  boolean wants(IncidentRecord incident, Evidence.Kind kind) {
    return !journal.isDone(incident.id(), step(kind));
  }

  /** Paints the picture and writes it small, so that lists have it first, and then whole. */
  void store(IncidentRecord incident, Instant capturedAt, Still still, BlurPlan plan) {
    make(
        incident,
        capturedAt,
        List.of(
            new Piece(
                Evidence.Kind.THUMBNAIL,
                file -> {
                  still.paint(plan);
                  DurableFile.write(file, still.thumbnail());
                }),
            new Piece(
                Evidence.Kind.SNAPSHOT,
                file -> {
                  still.paint(plan);
                  DurableFile.write(file, still.jpeg());
                })),
        () -> {});
  }

  /** Writes the detections; {@code last} is the last instant that they show. */
  void store(IncidentRecord incident, Instant last, List<SeenFrame> frames) {
    byte[] content = DetectionsFile.of(incident.opened().source(), incident.data(), frames);
    var detections = new Piece(Evidence.Kind.DETECTIONS, file -> DurableFile.write(file, content));
    make(incident, last, List.of(detections), () -> {});
  }

  /** Makes and writes the clip; {@code last} is the last instant that it shows. */
  void store(IncidentRecord incident, Instant last, Footage footage, ClipPlan plan) {
    if (!waiting.add(footage.packets())) {
      giveUp(
          incident,
          Evidence.Kind.CLIP,
          "%d MB of clips wait to be made already".formatted(waiting.bytes() >> 20));
      return;
    }
    var clip =
        new Piece(
            Evidence.Kind.CLIP,
            file -> {
              Path unfinished = DurableFile.unfinished(file);
              plan.write(footage, unfinished);
              DurableFile.finish(unfinished, file);
            });
    make(incident, last, List.of(clip), () -> waiting.remove(footage.packets()));
  }

  private interface Writer {
    void writeTo(Path file);
  }

  /** A file to be made. */
  private record Piece(Evidence.Kind kind, Writer writer) {}

  /** Makes files of the same memory; {@code end} runs once nothing of it is held any more. */
  private void make(IncidentRecord incident, Instant last, List<Piece> pieces, Runnable end) {
    if (!room.tryAcquire()) {
      pieces.forEach(
          piece ->
              giveUp(
                  incident,
                  piece.kind(),
                  MOST_WAITING + " pieces of evidence wait to be made already"));
      end.run();
      return;
    }
    thread.execute(
        () -> {
          room.release();
          try {
            pieces.forEach(piece -> write(incident, piece.kind(), last, piece.writer()));
          } finally {
            end.run();
          }
        });
  }

  private void write(IncidentRecord incident, Evidence.Kind kind, Instant last, Writer writer) {
    if (!wants(incident, kind)) {
      return;
    }
    try {
      Path file = folder.resolve(incident.id().toString()).resolve(kind.fileName());
      reserve(DurableFile.unfinished(file));
      writer.writeTo(file);
      meter.wrote(KIND, file.toFile().length(), 2); // the file and its folder
      handOver(incident, kind, last, file);
    } catch (UncheckedIOException | IllegalStateException e) {
      giveUp(incident, kind, String.valueOf(e.getMessage()));
      removeUnfinished(incident, kind);
    }
  }

  /**
   * Begins a file. Its folder goes with the last file in it, which may be stored and removed at
   * this moment; once there is another one, it stays.
   */
  private static void reserve(Path unfinished) {
    while (true) {
      DurableFile.folder(unfinished.resolveSibling("").normalize());
      try {
        Files.write(unfinished, new byte[0]);
        return;
      } catch (NoSuchFileException e) {
        LOG.log(Level.DEBUG, "once more, {0} is gone", e.getMessage());
      } catch (IOException e) {
        throw DurableFile.failed("write", unfinished, e);
      }
    }
  }

  private void handOver(IncidentRecord incident, Evidence.Kind kind, Instant last, Path file) {
    switch (sink.put(file.toAbsolutePath(), stored(incident, kind, last, file))) {
      case Handover.Kept kept -> journal.done(incident.id(), step(kind));
      case Handover.Refused(String reason) -> giveUp(incident, kind, reason);
    }
  }

  private void giveUp(IncidentRecord incident, Evidence.Kind kind, String reason) {
    lost.incrementAndGet();
    LOG.log(
        Level.WARNING,
        "incident {0} goes without its {1}: {2}",
        incident.id(),
        kind.fileName(),
        reason);
  }

  /** What was half written when the disk was full takes room that others need. */
  private void removeUnfinished(IncidentRecord incident, Evidence.Kind kind) {
    Path file = folder.resolve(incident.id().toString()).resolve(kind.fileName());
    try {
      DurableFile.remove(DurableFile.unfinished(file));
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  private CloudEvent stored(IncidentRecord incident, Evidence.Kind kind, Instant last, Path file) {
    IncidentOpened opened = incident.data();
    byte[] content = read(file);
    String path =
        EvidencePath.of(
            source.device(), source.camera(), opened.capturedAt(), opened.incident(), kind);
    Evidence evidence = new Evidence(kind, path, content.length, Digest.of(content));
    var messages = new IncidentMessages(opened.incident(), opened.capturedAt());
    return messages.event(step(kind), source, last, new MediaStored(opened.incident(), evidence));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  private static Step step(Evidence.Kind kind) {
    return switch (kind) {
      case SNAPSHOT -> Step.SNAPSHOT;
      case CLIP -> Step.CLIP;
      case DETECTIONS -> Step.DETECTIONS;
      case THUMBNAIL -> Step.THUMBNAIL;
    };
  }

  /** Pieces that could not be written or kept since the start. */
  public long lost() {
    return lost.get();
  }

  /** Waits until all pieces are handed over; no more are taken. */
  public void finish() {
    thread.close();
  }

  @Override
  public void close() {
    finish();
  }
}
