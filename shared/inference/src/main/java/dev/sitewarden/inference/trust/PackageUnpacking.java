package dev.sitewarden.inference.trust;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Puts the files of a package that was verified into a folder, on the disk. */
public final class PackageUnpacking {
  private PackageUnpacking() {}

  /**
   * Unpacks and forces every file and every name to the disk. Who does not trust the source to have
   * stayed as it was verified verifies the folder as well.
   *
   * @param folder is there and empty
   * @throws IllegalArgumentException if the source is no package
   * @throws UncheckedIOException if the disk does not take it
   */
  public static void unpack(PackageSource source, Path folder) {
    Set<Path> folders = new HashSet<>(Set.of(folder));
    source.visit(
        (path, content) -> {
          Path file = folder.resolve(path.value());
          if (folders.add(file.getParent())) {
            Files.createDirectory(file.getParent());
          }
          write(file, content);
        });
    folders.forEach(PackageUnpacking::force);
  }

  private static void write(Path file, InputStream content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(folder, e), e);
    }
  }
}
