package dev.sitewarden.cloud.media;

import java.util.Optional;

/** Where evidence lies: a folder of this machine, or Azure's blob storage. */
public interface BlobStore {

  /**
   * The blob at a path in the store, or empty if there is none that may be read. Any thread; does
   * not wait for a network.
   */
  Optional<Blob> find(String path);
}
