package dev.sitewarden.cloud.audit;

import java.util.stream.Stream;

/**
 * Where anchors are kept, outside the database: a file of this machine, or a container of Azure
 * that lets nobody change what is in it. Blocking.
 */
public interface AnchorStore {

  /** Keeps one line durably, after all that were kept before. */
  void add(String line);

  /**
   * All lines that were kept until now, oldest first; read as they are asked for, as there may be
   * millions. The caller closes it.
   */
  Stream<String> lines();
}
