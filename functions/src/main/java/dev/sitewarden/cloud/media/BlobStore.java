package dev.sitewarden.cloud.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Where devices' uploads lie: a folder of this machine, or Azure's blob storage. */
public interface BlobStore {

  /**
   * The blob at a path in the store, or empty if there is none that may be read. Any thread; does
   * not wait for a network.
   *
   * @throws UncheckedIOException if the store does not say whether there is one
   */
  Optional<Blob> find(String path);

  /**
   * The blob's bytes; empty if there is none that may be read, or it is larger. Blocking; may throw
   * what the store throws if it is not reached.
   */
  Optional<byte[]> read(String path, int largest);

  /**
   * The blob as a stream, which the caller closes; empty if there is none that may be read.
   * Blocking, as reading is.
   *
   * @throws IOException if the store is not reached
   */
  Optional<InputStream> open(String path) throws IOException;

  /**
   * Deletes a blob; nothing happens if there is none, or none that may be reached. Blocking.
   *
   * @throws IOException if it stays
   */
  void delete(String path) throws IOException;
}
