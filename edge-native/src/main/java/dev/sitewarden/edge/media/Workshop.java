package dev.sitewarden.edge.media;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.IncidentMessages;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.edge.incident.Step;
import dev.sitewarden.inference.frame.ClipWriter;
import dev.sitewarden.inference.frame.VideoStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files of evidence on a thread of its own, "media", and hands them over for storing.
 * Closing it waits until all are handed over.
 */
public final class Workshop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Workshop.class.getName());

  private final Path folder;
  private final EventSource source;
  private final Journal journal;
  private final EvidenceSink sink;
  private final AtomicLong lost = new AtomicLong();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("media").factory());

  /**
   * @param folder where files lie until they are stored
   */
  public Workshop(Path folder, EventSource source, Journal journal, EvidenceSink sink) {
    this.folder = folder;
    this.source = source;
    this.journal = journal;
    this.sink = sink;
  }

  /** Whether this piece was not handed over before. */
  boolean wants(IncidentRecord incident, Evidence.Kind kind) {
    return !journal.isDone(incident.id(), step(kind));
  }

  /** Writes a piece that is ready; {@code last} is the last instant that it shows. */
  void store(IncidentRecord incident, Evidence.Kind kind, Instant last, byte[] content) {
    make(incident, kind, last, file -> DurableFile.write(file, content));
  }

  /** Writes the clip; {@code last} is the last instant that it shows. */
  void mux(IncidentRecord incident, Instant last, VideoStream stream, List<EncodedPacket> packets) {
    make(incident, Evidence.Kind.CLIP, last, file -> mux(file, stream, packets));
  }

  private static void mux(Path file, VideoStream stream, List<EncodedPacket> packets) {
    Path unfinished = DurableFile.unfinished(file);
    long start = packets.getFirst().ptsUs();
    try (var clip = new ClipWriter(unfinished, stream)) {
      for (EncodedPacket packet : packets) {
        clip.write(
            packet.data(), packet.ptsUs() - start, packet.dtsUs() - start, packet.keyFrame());
      }
      clip.finish();
    }
    DurableFile.finish(unfinished, file);
  }

  private interface Writer {
    void writeTo(Path file);
  }

  private void make(IncidentRecord incident, Evidence.Kind kind, Instant last, Writer writer) {
    thread.execute(
        () -> {
          if (!wants(incident, kind)) {
            return;
          }
          try {
            Path place = DurableFile.folder(folder.resolve(incident.id().toString()));
            Path file = place.resolve(kind.fileName());
            writer.writeTo(file);
            handOver(incident, kind, last, file);
          } catch (UncheckedIOException | IllegalStateException e) {
            giveUp(incident, kind, String.valueOf(e.getMessage()));
            removeUnfinished(incident, kind);
          }
        });
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
