package dev.sitewarden.cloud.media;

import java.util.Optional;

/** Where evidence lies: a folder of this machine, or Azure's blob storage. */
public interface BlobStore {

  /**
   * The blob at a path in the store, or empty if there is none that may be read. Any thread; does
   * not wait for a network.
   */
  Optional<Blob> find(String path);

  /**
   * The blob's bytes; empty if there is none that may be read, or it is larger. Blocking; may throw
   * what the store throws if it is not reached.
   */
  Optional<byte[]> read(String path, int largest);
}
