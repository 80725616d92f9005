package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.inference.frame.ClipWriter;
import dev.sitewarden.inference.frame.VideoStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The segment that is being written. Owned by the recorder's thread. */
final class SegmentWriter implements AutoCloseable {
  static final String KIND = "recording";

  private final RecordingConfig config;
  private final RecordingRing ring;
  private final WriteMeter meter;
  private final long startPtsUs;
  private final long startDtsUs;
  private final ClipWriter clip;
  private Segment segment;
  private long lastPtsUs;
  private long lastDtsUs;
  private long flushedDtsUs;
  private long syncedDtsUs;

  /** Begins a file with a key frame, which {@link #write} gets next. */
  SegmentWriter(
      RecordingConfig config,
      RecordingRing ring,
      WriteMeter meter,
      VideoStream stream,
      Instant epoch,
      EncodedPacket first) {
    this.config = config;
    this.ring = ring;
    this.meter = meter;
    this.startPtsUs = first.ptsUs();
    this.startDtsUs = first.dtsUs();
    this.lastPtsUs = first.ptsUs();
    this.lastDtsUs = first.dtsUs() - 1;
    this.flushedDtsUs = first.dtsUs();
    this.syncedDtsUs = first.dtsUs();
    this.segment = ring.begin(epoch.plus(first.ptsUs(), ChronoUnit.MICROS));
    this.clip = ClipWriter.growing(segment.file(), stream);
  }

  /** Whether the next key frame begins another file. */
  boolean isLongEnough(EncodedPacket next) {
    return next.dtsUs() - startDtsUs >= micros(config.segment());
  }

  void write(EncodedPacket packet) {
    lastDtsUs = Math.max(lastDtsUs + 1, packet.dtsUs()); // MP4 wants them to rise
    long ptsUs = Math.max(lastDtsUs, packet.ptsUs());
    lastPtsUs = Math.max(lastPtsUs, ptsUs);
    clip.write(packet.data(), ptsUs - startPtsUs, lastDtsUs - startPtsUs, packet.keyFrame());
    if (lastDtsUs - flushedDtsUs >= micros(config.flush())) {
      flush();
    }
    if (lastDtsUs - syncedDtsUs >= micros(config.sync())) {
      sync();
    }
  }

  /** Gives what was written to the kernel: readers see it, and a killed process leaves it. */
  void flush() {
    clip.flush();
    flushedDtsUs = lastDtsUs;
    grow();
    ring.grown(segment);
  }

  private void grow() {
    long bytes = size();
    meter.wrote(KIND, bytes - segment.bytes(), 0);
    segment =
        new Segment(segment.file(), segment.number(), segment.begin(), segment.length(), bytes);
  }

  private void sync() {
    try (var channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
      channel.force(false);
      syncedDtsUs = lastDtsUs;
      meter.wrote(KIND, 0, 1);
    } catch (IOException e) {
      throw DurableFile.failed("write", segment.file(), e);
    }
  }

  /** Makes the file whole and gives it its name. */
  void finish() {
    clip.flush();
    clip.finish();
    clip.close();
    grow();
    Duration length = Duration.of(lastPtsUs - startPtsUs, ChronoUnit.MICROS);
    ring.finished(SegmentRecovery.finish(segment, length, segment.bytes()));
    meter.wrote(KIND, 0, 2); // the file and its folder
  }

  /** After a failure: keeps what can be read of it. */
  void abandon() {
    close();
    ring.abandoned();
    try {
      SegmentRecovery.recover(segment).ifPresent(ring::finished);
    } catch (UncheckedIOException e) {
      DurableFile.remove(segment.file());
    }
  }

  private long size() {
    try {
      return Files.size(segment.file());
    } catch (IOException e) {
      throw DurableFile.failed("read", segment.file(), e);
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  @Override
  public void close() {
    clip.close();
  }
}
