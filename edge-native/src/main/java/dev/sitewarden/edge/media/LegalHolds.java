package dev.sitewarden.edge.media;

import dev.sitewarden.domain.site.CameraId;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The legal holds of a device, in a file that survives a restart. What is held is not dropped for
 * room or age until the hold is released. Another process may hold and release too: the file is
 * looked at whenever something is to be dropped. Any thread.
 */
public final class LegalHolds {
  private static final Logger LOG = System.getLogger(LegalHolds.class.getName());

  private final HoldsFile file;
  private List<Object> known;
  private List<Hold> holds;

  private LegalHolds(HoldsFile file) {
    this.file = file;
    this.known = file.look();
    this.holds = file.read();
  }

  /**
   * Reads the holds.
   *
   * @throws UncheckedIOException if the file is there and cannot be read: dropping what may be held
   *     would be worse than not starting
   */
  public static LegalHolds open(Path file) {
    return new LegalHolds(new HoldsFile(file));
  }

  /** Holds something, or changes a hold of that name; on the disk when this returns. */
  public synchronized void hold(Hold hold) {
    holds =
        file.change(
            before ->
                Stream.concat(
                        before.stream().filter(other -> !other.name().equals(hold.name())),
                        Stream.of(hold))
                    .toList());
    known = file.look();
  }

  /** Ends a hold; false if there is none of that name. */
  public synchronized boolean release(String name) {
    boolean wasHeld = isHeld(name);
    holds =
        file.change(before -> before.stream().filter(other -> !other.name().equals(name)).toList());
    known = file.look();
    return wasHeld;
  }

  /** All of them, as the file has them now. */
  public synchronized List<Hold> all() {
    List<Object> now = file.look();
    if (!now.equals(known)) {
      known = now;
      try {
        holds = file.read();
      } catch (UncheckedIOException e) {
        LOG.log(Level.WARNING, "{0}; what was held stays held", e.getMessage());
      }
    }
    return holds;
  }

  /** What is held of a camera. */
  public Holds of(CameraId camera) {
    return (from, to) -> all().stream().anyMatch(hold -> hold.touches(camera, from, to));
  }

  /** Whether a hold has this name. */
  public boolean isHeld(String name) {
    return all().stream().anyMatch(hold -> hold.name().equals(name));
  }
}
