package dev.sitewarden.hub.upload;

import dev.sitewarden.hub.identity.PrivateFile;
import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.Pipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code DATA/blobs}: bytes go to a temporary file in {@code .incoming}, are fsynced,
 * and take the blob's name in one step, so that a reader sees a whole blob or none.
 */
final class BlobFolder {
  private final Vertx vertx;
  private final Path folder;
  private final Path incoming;
  private final BlobBlocks blocks;

  private BlobFolder(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
    this.incoming = folder.resolve(".incoming"); // no device's name starts with a dot
    this.blocks = new BlobBlocks(folder.resolve(".blocks"));
  }

  /** Opens the folder and removes what an interrupted hub left half written. Blocks. */
  static BlobFolder open(Vertx vertx, Path folder) {
    BlobFolder blobs = new BlobFolder(vertx, folder);
    PrivateFile.createFolder(blobs.incoming);
    try (Stream<Path> parts = Files.list(blobs.incoming)) {
      for (Path part : parts.toList()) {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + blobs.incoming, e);
    }
    return blobs;
  }

  /** Stores the request's body under the blob's name, replacing an old one. */
  Future<Void> store(BlobName blob, HttpServerRequest request) {
    Path target = blob.below(folder);
    return store(blob, request, part -> publish(part, target, blob));
  }

  /** Stores the request's body as a block of the blob. */
  Future<Void> storeBlock(BlobName blob, String id, HttpServerRequest request) {
    return store(
        blob,
        request,
        part -> {
          blocks.keep(part, blob, id);
          return null;
        });
  }

  private interface Keeper {
    @Nullable Void keep(Path part) throws IOException;
  }

  private Future<Void> store(BlobName blob, HttpServerRequest request, Keeper keeper) {
    Path part = incoming.resolve(UUID.randomUUID() + ".part");
    // Before the file is open, so that a connection that breaks meanwhile ends the pipe.
    Pipe<Buffer> body = request.pipe().endOnComplete(false);
    return vertx
        .fileSystem()
        .open(part.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .compose(file -> receive(body, file))
        .compose(nothing -> vertx.executeBlocking(() -> keeper.keep(part), false))
        .recover(e -> discard(part, blob, e));
  }

  /** Makes the blob of blocks, which are then no more. */
  Future<Void> commit(BlobName blob, List<String> ids, long mostBytes) {
    Path target = blob.below(folder);
    Path part = incoming.resolve(UUID.randomUUID() + ".part");
    return vertx
        .executeBlocking(
            () -> {
              blocks.join(blob, ids, part, mostBytes);
              publish(part, target, blob);
              blocks.remove(blob);
              return (Void) null;
            },
            false)
        .recover(e -> discard(part, blob, e));
  }

  /** The blob's blocks that wait to be committed, sizes by id. */
  Future<Map<String, Long>> blocks(BlobName blob) {
    return vertx.executeBlocking(() -> blocks.of(blob), false);
  }

  private static Future<Void> receive(Pipe<Buffer> body, AsyncFile file) {
    return body.to(file)
        .compose(nothing -> file.flush()) // forces the bytes to the disk
        .eventually(() -> file.close());
  }

  private @Nullable Void publish(Path part, Path target, BlobName blob) throws IOException {
    Path parent = Objects.requireNonNull(target.getParent());
    try {
      Files.createDirectories(parent);
      if (Files.isDirectory(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          409,
          "BlobNameConflict",
          "blob '%s' would lie inside another one, or in place of a folder".formatted(blob));
    }
    forceNames(parent);
    return null;
  }

  /** The names must survive a power cut as well as the bytes: from the blob's folder upwards. */
  private void forceNames(Path parent) throws IOException {
    for (Path at = parent; at.startsWith(folder); at = Objects.requireNonNull(at.getParent())) {
      try (FileChannel directory = FileChannel.open(at)) {
        directory.force(true);
      }
    }
  }

  private Future<Void> discard(Path part, BlobName blob, Throwable cause) {
    Throwable answer =
        cause instanceof RefusedException
            ? cause
            : new RefusedException(
                507,
                "StorageFailed",
                "blob '%s' could not be stored (%s); nothing of it is kept, send it again"
                    .formatted(blob, cause.getMessage()));
    return vertx
        .fileSystem()
        .delete(part.toString())
        .transform(deleted -> Future.failedFuture(answer));
  }
}
