package dev.sitewarden.cloud.audit;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Anchors in a file of this machine, one line each. */
@Singleton
@Typed(AnchorFile.class) // which store is used is decided elsewhere
public class AnchorFile implements AnchorStore {
  private final Path file;

  AnchorFile(AuditConfig config) {
    this.file = config.anchorsFile();
  }

  @Override
  public synchronized void add(String line) {
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the anchor to %s failed".formatted(file), e);
    }
  }

  @Override
  public synchronized List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the anchors in %s failed".formatted(file), e);
    }
  }
}
