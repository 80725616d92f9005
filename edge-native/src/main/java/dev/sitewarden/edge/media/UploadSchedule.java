package dev.sitewarden.edge.media;

import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Hands recorded segments over while it is their time, oldest first, and few at once, so that an
 * incident's evidence does not wait behind a night of recordings. How far it came lies on the disk
 * as the name of the last segment. One thread at a time.
 */
public final class UploadSchedule {
  private static final Logger LOG = System.getLogger(UploadSchedule.class.getName());

  /** Of 60 s each; a link that stores one while the next is handed over is never idle. */
  private static final int MOST_WAITING = 2;

  private final ShiftPlan active;
  private final RecordingRing ring;
  private final RecordingUploads uploads;
  private final Path file;
  private final InstantSource clock;
  private Optional<Segment> last;
  private Optional<String> trouble = Optional.empty();

  /**
   * @param file remembers how far it came
   */
  public UploadSchedule(
      ShiftPlan active,
      RecordingRing ring,
      RecordingUploads uploads,
      Path file,
      InstantSource clock) {
    this.active = active;
    this.ring = ring;
    this.uploads = uploads;
    this.file = file;
    this.clock = clock;
    this.last = read();
  }

  /** A file that cannot be read begins anew: what is stored twice is announced as the same. */
  private Optional<Segment> read() {
    try {
      return Files.exists(file)
          ? Segment.of(Path.of(Files.readString(file, StandardCharsets.US_ASCII)), 0)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "{0} is begun anew: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Hands over what may go now. */
  public void advance() {
    if (!active.isOn(clock.instant())) {
      return;
    }
    for (Segment segment : ring.segments()) {
      if (isNext(segment) && (uploads.waiting() >= MOST_WAITING || !hand(segment))) {
        return;
      }
    }
  }

  /** Numbers begin anew in a ring that lost all its files, but then the time has gone on. */
  private boolean isNext(Segment segment) {
    boolean isHanded =
        last.map(
                done -> segment.number() <= done.number() && !segment.begin().isAfter(done.begin()))
            .orElse(false);
    return segment.length().isPositive() && !isHanded;
  }

  private boolean hand(Segment segment) {
    Optional<String> refusal = uploads.hand(segment);
    if (refusal.isPresent() && !refusal.equals(trouble)) {
      LOG.log(Level.WARNING, "recordings from {0} on wait: {1}", segment.begin(), refusal.get());
    }
    trouble = refusal;
    if (refusal.isEmpty()) {
      last = Optional.of(segment);
      String name = String.valueOf(segment.file().getFileName());
      DurableFile.write(file, name.getBytes(StandardCharsets.US_ASCII));
      LOG.log(
          Level.INFO,
          "recording {0} to {1} goes to the cloud by schedule",
          segment.begin(),
          segment.end());
    }
    return refusal.isEmpty();
  }
}
