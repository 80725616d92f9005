package dev.sitewarden.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a site keeps its data: a folder of the user's, which stays, or a temporary one, which does
 * not.
 */
record Folder(Path path, boolean isTemporary) implements AutoCloseable {

  static Folder kept(Path path) {
    return new Folder(path.toAbsolutePath(), false);
  }

  static Folder temporary() {
    try {
      return new Folder(Files.createTempDirectory("sitewarden-demo-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("making a temporary folder failed", e);
    }
  }

  @Override
  public void close() {
    if (!isTemporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing %s failed".formatted(path), e);
    }
  }
}
