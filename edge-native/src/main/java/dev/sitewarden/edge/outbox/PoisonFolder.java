package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What the hub will never take, set aside as files for a person to look at, so that the rest gets
 * its turn. The latest of them: the oldest go. Any thread.
 */
final class PoisonFolder {
  private static final Logger LOG = System.getLogger(PoisonFolder.class.getName());

  /** Each has at most 200 KB, so that the folder stays below 20 MB. */
  private static final int MOST_FILES = 100;

  private final Path folder;
  private final AtomicLong count = new AtomicLong();

  PoisonFolder(Path folder) {
    this.folder = folder;
  }

  synchronized void keep(String lane, Entry entry, String reason) {
    Path file = DurableFile.folder(folder).resolve("%s-%d".formatted(lane, entry.sequence()));
    makeRoom();
    DurableFile.write(file, entry.payload());
    count.incrementAndGet();
    LOG.log(Level.WARNING, "the hub will never take {0}, it is set aside: {1}", file, reason);
  }

  private void makeRoom() {
    List<Path> oldestFirst;
    try (Stream<Path> files = Files.list(folder)) {
      oldestFirst = files.sorted(Comparator.comparingLong(PoisonFolder::changed)).toList();
    } catch (IOException e) {
      throw DurableFile.failed("read", folder, e);
    }
    oldestFirst.stream()
        .limit(Math.max(0, oldestFirst.size() + 1 - MOST_FILES))
        .forEach(DurableFile::remove);
  }

  private static long changed(Path file) {
    return file.toFile().lastModified();
  }

  /** How many things were set aside since the start. */
  long count() {
    return count.get();
  }
}
