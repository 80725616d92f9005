package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.outbox.Delivery;
import java.nio.file.Path;

/** Where pictures and clips go. Blocks its caller. */
interface EvidenceStore extends AutoCloseable {
  /**
   * Stores a file.
   *
   * @param blobName path below the device's own folder
   */
  Delivery store(Path file, String blobName, String contentType);

  @Override
  void close();
}
