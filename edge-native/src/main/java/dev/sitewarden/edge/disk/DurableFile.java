package dev.sitewarden.edge.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes, renames and removes files so that a power cut leaves the old state or the new one.
 *
 * <p>Renaming is atomic, but only the folder's own fsync makes a name last.
 */
public final class DurableFile {
  private static final String UNFINISHED = ".part";

  private DurableFile() {}

  /** Replaces the file's content as one step. */
  public static void write(Path file, byte[] content) {
    Path unfinished = unfinished(file);
    try {
      try (var channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      finish(unfinished, file);
    } catch (IOException e) {
      throw failed("write", file, e);
    }
  }

  /** Where a file is written until it is {@linkplain #finish finished}: beside it. */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Puts what lies in {@code unfinished} on the disk and gives it its name. */
  public static void finish(Path unfinished, Path file) {
    try {
      force(unfinished, StandardOpenOption.WRITE);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folderOf(file));
    } catch (IOException e) {
      throw failed("write", file, e);
    }
  }

  /** Removes a file if it is there. */
  public static void remove(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        forceFolder(folderOf(file));
      }
    } catch (IOException e) {
      throw failed("remove", file, e);
    }
  }

  /** Removes a folder unless something is in it. */
  public static void removeIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder.normalize());
    } catch (DirectoryNotEmptyException e) {
      // it goes with the last file in it
    } catch (IOException e) {
      throw failed("remove", folder, e);
    }
  }

  /** Makes a folder and those above it. */
  public static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("make folder", folder, e);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder");
  }

  /** Makes the names in a folder last. */
  public static void forceFolder(Path folder) throws IOException {
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /** What to tell the user when the disk does not obey. */
  public static UncheckedIOException failed(String what, Path path, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new UncheckedIOException(
        "cannot %s %s: %s; check that the disk has space and may be written, then start again"
            .formatted(what, path, reason),
        e);
  }
}
