package dev.sitewarden.edge.media;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.edge.incident.Handover;
import java.nio.file.Path;

/** Where files go to be stored in the cloud; the outbox is one. Any thread. */
public interface EvidenceSink {
  /**
   * Keeps a file for storing; the file belongs to the sink from then on and is removed once stored.
   *
   * @param stored announces the file, a {@code FileStored}; sent when it is stored
   */
  Handover put(Path file, CloudEvent stored);
}
