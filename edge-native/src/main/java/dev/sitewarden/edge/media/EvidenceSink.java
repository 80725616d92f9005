package dev.sitewarden.edge.media;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.edge.incident.Handover;
import java.nio.file.Path;

/** Where evidence goes to be stored in the cloud; the outbox is one. Any thread. */
public interface EvidenceSink {
  /**
   * Keeps a file for storing; the file belongs to the sink from then on and is removed once stored.
   *
   * @param stored the {@code media.stored} event that is sent when the file is stored
   */
  Handover put(Path file, CloudEvent stored);
}
