package dev.sitewarden.cloud.media;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The local blob store. No path leads out of it: neither by {@code ..}, nor by an absolute path,
 * nor by a symbolic link that somebody put inside.
 */
@Singleton
@Typed(BlobFolder.class) // as a store it is offered where the choice is made
public final class BlobFolder implements BlobStore {
  private static final int LONGEST_NAME = 255; // of every file system that we know, in bytes

  private final Path folder;

  BlobFolder(MediaConfig config) {
    this.folder = config.folder().toAbsolutePath().normalize();
  }

  @Override
  public Optional<Blob> find(String path) {
    return file(path).map(file -> file);
  }

  @Override
  public Optional<byte[]> read(String path, int largest) {
    Optional<Blob.InFolder> blob = file(path).filter(found -> found.bytes() <= largest);
    try {
      return blob.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(blob.get().file()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the blob %s failed".formatted(path), e);
    }
  }

  @Override
  public Optional<InputStream> open(String path) throws IOException {
    Optional<Blob.InFolder> blob = reached(path);
    return blob.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.newInputStream(blob.orElseThrow().file()));
  }

  @Override
  public void delete(String path) throws IOException {
    Optional<Blob.InFolder> blob = reached(path);
    if (blob.isPresent()) {
      Files.delete(blob.orElseThrow().file());
    }
  }

  private Optional<Blob.InFolder> reached(String path) throws IOException {
    try {
      return file(path);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
  }

  /** Whether files can be got at; the folder itself is made with the first of them. */
  public boolean isReachable() {
    Path parent = folder.getParent();
    return Files.isReadable(folder)
        || (Files.notExists(folder) && parent != null && Files.isReadable(parent));
  }

  /**
   * The file at a path in the store, or empty if there is none, or none that may be read. A disk
   * that does not say which is another matter: what cannot be read is not gone.
   */
  private Optional<Blob.InFolder> file(String path) {
    try {
      Path wanted = folder.resolve(path).normalize();
      if (!wanted.startsWith(folder) || isNoFile(wanted)) {
        return Optional.empty();
      }
      Path real = wanted.toRealPath();
      BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class);
      return file.isRegularFile() && real.startsWith(folder.toRealPath())
          ? Optional.of(new Blob.InFolder(real, file.size()))
          : Optional.empty();
    } catch (InvalidPathException | NoSuchFileException e) {
      return Optional.empty(); // gone, or no path at all: for the reader there is no such blob
    } catch (IOException e) {
      throw new UncheckedIOException("looking for the blob %s failed".formatted(path), e);
    }
  }

  /** Devices name paths: below a file there is none, nor one under a name that none can have. */
  private boolean isNoFile(Path wanted) {
    Path part = folder;
    for (Path name : folder.relativize(wanted)) {
      if (name.toString().length() > LONGEST_NAME || Files.isRegularFile(part)) {
        return true;
      }
      part = part.resolve(name);
    }
    return false;
  }
}
