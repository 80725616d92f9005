package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.DurableFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the hub will never take, set aside as files for a person to look at, so that the rest gets
 * its turn. Any thread.
 */
final class PoisonFolder {
  private static final Logger LOG = System.getLogger(PoisonFolder.class.getName());

  private final Path folder;
  private final AtomicLong count = new AtomicLong();

  PoisonFolder(Path folder) {
    this.folder = folder;
  }

  void keep(String lane, Entry entry, String reason) {
    Path file = DurableFile.folder(folder).resolve("%s-%d".formatted(lane, entry.sequence()));
    DurableFile.write(file, entry.payload());
    count.incrementAndGet();
    LOG.log(Level.WARNING, "the hub will never take {0}, it is set aside: {1}", file, reason);
  }

  /** How many things were set aside since the start. */
  long count() {
    return count.get();
  }
}
