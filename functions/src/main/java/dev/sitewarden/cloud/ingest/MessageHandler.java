package dev.sitewarden.cloud.ingest;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Gives messages their effect; implemented by the stage to the right. */
public interface MessageHandler {

  /**
   * Applies messages that were never applied before, in this order, inside the caller's
   * transaction. A failure undoes all of them.
   */
  Uni<Handled> handle(List<DeviceEvent> events);

  /** Called after the transaction was committed; starts what may not be part of it. */
  void committed();

  /**
   * Plays through messages and what follows their commit, inside the caller's transaction, which is
   * undone; what others would have to wait for, it takes last.
   */
  Uni<Void> rehearse(List<DeviceEvent> events);
}
