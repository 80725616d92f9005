package dev.sitewarden.edge.app;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The device's own folder, held by one process at a time. */
final class StateFolder implements AutoCloseable {
  private static final String CAMERAS = "cameras";

  private final Path folder;
  private final FileChannel lock;

  private StateFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder and holds it.
   *
   * @throws UncheckedIOException if it cannot be used or another process holds it
   */
  static StateFolder open(Path folder) {
    Path file = DurableFile.folder(folder).resolve("lock").toAbsolutePath();
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        channel.close();
        throw new IOException("another edge uses it; stop that one or name another --state");
      }
      return new StateFolder(folder.toAbsolutePath(), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use state folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  CameraFolder camera(CameraId camera) {
    return camera(folder, camera);
  }

  static CameraFolder camera(Path state, CameraId camera) {
    return new CameraFolder(state.resolve(CAMERAS).resolve(camera.value()));
  }

  /** Every camera that has been watched with this folder. */
  static List<CameraId> cameras(Path state) {
    String[] names = state.resolve(CAMERAS).toFile().list();
    return names == null ? List.of() : Stream.of(names).sorted().map(CameraId::new).toList();
  }

  /** What nobody may drop. */
  static Path holds(Path state) {
    return state.resolve("holds.json");
  }

  /** Models that came over the air. */
  Path models() {
    return folder.resolve("models");
  }

  /** Challengers that came over the air, and which of them must not be tried again. */
  Path challengers() {
    return folder.resolve("challengers");
  }

  /** What the hub desired last. */
  Path twin() {
    return folder.resolve("twin.json");
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw DurableFile.failed("release", folder, e);
    }
  }
}
