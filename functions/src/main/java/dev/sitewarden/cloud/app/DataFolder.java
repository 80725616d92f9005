package dev.sitewarden.cloud.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything that the cloud keeps on this machine, for its owner only. Held by one process at a
 * time: the lock ends with the process, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder if need be and takes it for this process. */
  static DataFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Path own = folder.resolve("cloud");
      createFolder(own);
      FileChannel channel =
          FileChannel.open(
              own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isTaken(channel)) {
        return new DataFolder(folder, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new StartException(
          "the data folder %s cannot be used (%s): choose another with --data."
              .formatted(folder, e.toString()),
          e);
    }
    throw new StartException(
        "another cloud already runs on the data folder %s: stop it or choose another with --data."
            .formatted(folder));
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_FOLDER);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Users, keys: what belongs to the cloud alone. */
  Path own(String name) {
    return folder.resolve("cloud").resolve(name);
  }

  Path database() {
    return folder.resolve("postgres");
  }

  /** Where the hub puts uploads. */
  Path blobs() {
    return folder.resolve("blobs");
  }

  /** Where recordings go that are kept longer. */
  Path archive() {
    return folder.resolve("archive");
  }

  /** Writes a file that only its owner may read; it appears whole or not at all. */
  static void writePrivate(Path file, String content) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part, OWNER_FILE);
      Files.writeString(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartException("writing %s failed: %s.".formatted(file, e.toString()), e);
    }
  }

  /** Reads a file that {@link #writePrivate} wrote. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartException("reading %s failed: %s.".formatted(file, e.toString()), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StartException("releasing %s failed".formatted(folder), e);
    }
  }
}
