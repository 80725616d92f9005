package dev.sitewarden.edge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/** Notices on a virtual thread that a file has changed, within a second. */
final class FileWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final Runnable changed;
  private final Thread thread;
  private List<Object> known;

  /**
   * Knows the file as it is now.
   *
   * @param changed is called once for each change, on the watching thread
   */
  FileWatch(Path file, Runnable changed) {
    this.file = file;
    this.changed = changed;
    this.known = look();
    this.thread = Thread.ofVirtual().name("settings").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        List<Object> now = look();
        if (!now.equals(known)) {
          known = now;
          changed.run();
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** What a change changes: an editor that replaces the file keeps neither its key nor its time. */
  private List<Object> look() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return List.of(); // gone for a moment, while somebody replaces it
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
