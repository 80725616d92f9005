package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.DetectionsCodec;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.RecordedDetections;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was detected in every frame of one camera: lines of JSON, compressed, in files of an
 * hour, the oldest of which go. A disk that does not obey costs lines, never an incident. Owned by
 * the detection thread.
 */
public final class DetectionsLog implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DetectionsLog.class.getName());

  /** What goes at once when the ring is full, and what a damaged file may cost. */
  private static final Duration FILE_LASTS = Duration.ofHours(1);

  /** What a power cut may cost. Lowering it: more and smaller writes, which wear an SD card. */
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(10);

  private final DetectionFiles files;
  private final EventSource source;
  private Map<Label, Double> thresholds;
  private boolean isOutdated;
  private @Nullable Instant since;
  private @Nullable FileOutputStream file;
  private @Nullable GZIPOutputStream lines;
  private Instant begun = Instant.EPOCH;
  private Instant flushed = Instant.EPOCH;

  /**
   * A log of a watching that begins with the next frame.
   *
   * @param folder of this camera's files
   * @param thresholds of every label that the models know, with which the tracker works
   */
  public DetectionsLog(
      Path folder,
      CaptureSettings.Detections limits,
      EventSource source,
      Map<Label, Double> thresholds) {
    this.files = new DetectionFiles(folder, limits);
    this.source = source;
    this.thresholds = Map.copyOf(thresholds);
  }

  /** Another model has taken over, whose thresholds the tracker follows from the next frame on. */
  public void follow(Map<Label, Double> changed) {
    isOutdated |= !changed.equals(thresholds);
    thresholds = Map.copyOf(changed);
  }

  /** Takes what the tracker takes. */
  public void add(Instant at, List<Detection> detections) {
    try {
      if (isDue(at)) {
        open(at);
      }
      if (lines != null) {
        write(lines, new Look(at, detections));
        flush(lines, at);
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** A clock that was set back begins a file, too. */
  private boolean isDue(Instant at) throws IOException {
    boolean isFull = file != null && file.getChannel().position() >= files.mostBytesOfOne();
    return isOutdated || isFull || at.isBefore(begun) || !at.isBefore(begun.plus(FILE_LASTS));
  }

  private void open(Instant at) throws IOException {
    finish();
    isOutdated = false;
    begun = at;
    flushed = at;
    since = since == null ? at : since;
    file = new FileOutputStream(files.next(at).toFile());
    lines = new GZIPOutputStream(file, 1 << 13, true);
    write(lines, new Opening(source, since, thresholds));
  }

  private static void write(GZIPOutputStream to, RecordedDetections line) throws IOException {
    to.write(DetectionsCodec.write(line));
    to.write('\n');
  }

  private void flush(GZIPOutputStream to, Instant at) throws IOException {
    if (!at.isBefore(flushed.plus(FLUSH_EVERY))) {
      flushed = at;
      to.flush();
    }
  }

  private void finish() throws IOException {
    GZIPOutputStream open = lines;
    lines = null;
    file = null;
    if (open != null) {
      open.close(); // and the file with it
    }
  }

  /** The next file may have room. */
  private void giveUp(IOException e) {
    LOG.log(
        Level.WARNING,
        "detections of {0} are not logged until the next hour: {1}",
        source,
        e.getMessage());
    close();
  }

  @Override
  public void close() {
    try {
      finish();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the log of {0} ends early: {1}", source, e.getMessage());
    }
  }
}
