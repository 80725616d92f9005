package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.media.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The archive tier of recordings: a folder of this machine, or a container of Azure's blob storage.
 * Paths are those of the media tier. Blocking, but for {@link #find}.
 */
public interface ArchiveStore {
  /** The fact that says whether a copy is on legal hold: {@code true} or {@code false}. */
  String HELD = "legal_hold";

  /**
   * Copies a recording with its {@linkplain Recording#facts() facts}. It appears whole and durable,
   * or not at all; the same one again changes nothing.
   *
   * @param content read to its end, left open
   * @throws IOException also if it is not what the device said that it stored
   */
  void store(InputStream content, Recording recording) throws IOException;

  /** The copy at a path, if there is one that may be read. Does not wait for a network. */
  Optional<Blob> find(String path);

  /**
   * Deletes a copy and what it says of itself; nothing happens if there is none.
   *
   * @throws IOException if it stays
   */
  void delete(String path) throws IOException;

  /**
   * Lets a copy say whether it is on legal hold ({@link #HELD}), and be held by the store itself
   * where that can hold things. Nothing happens if there is no such copy.
   */
  void hold(String path, boolean isHeld) throws IOException;
}
