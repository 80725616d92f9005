package dev.sitewarden.edge.app;

import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the twin said last that worked here, on the disk: what a device does that starts while the
 * hub is away. Guarded by its owner.
 */
final class KeptTwin {
  private static final Logger LOG = System.getLogger(KeptTwin.class.getName());

  private final Path file;

  KeptTwin(Path file) {
    this.file = file;
  }

  /** Nothing if there is none, or if it cannot be read, which is said. */
  Map<String, Object> read() {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return DesiredPropertiesCodec.parse(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "what the twin said last is left out: {0}", e.getMessage());
      return Map.of();
    }
  }

  /**
   * Keeps what has proved to work.
   *
   * @throws UncheckedIOException if the disk does not take it
   */
  void write(byte[] json) {
    DurableFile.write(file, json);
  }

  /** It works no more: the next start does without. */
  void remove() {
    try {
      DurableFile.remove(file);
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }
}
