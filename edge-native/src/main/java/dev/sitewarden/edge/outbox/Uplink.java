package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The way to the hub, as the outbox sees it. Any thread. */
public interface Uplink {
  /**
   * Starts to send an event; events arrive in the order of these calls unless one has to be
   * repeated.
   *
   * @param json the event as it is written on the wire
   * @return what came of it once the hub has answered or cannot be reached; never fails
   */
  CompletableFuture<Delivery> send(CloudEvent event, byte[] json);

  /**
   * Stores a file, waiting until it is stored or has failed.
   *
   * @param stored says under which path and of which type
   */
  Delivery upload(Path file, FileStored stored);
}
