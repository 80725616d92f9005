package dev.sitewarden.cloud.media;

import java.net.URI;
import java.nio.file.Path;

/** Something that a device stored, and how to get at it. */
public sealed interface Blob {

  /** A file that exists, with its size. */
  record InFolder(Path file, long bytes) implements Blob {}

  /**
   * A link that whoever has it may follow, for a short while; the store looks whether it exists.
   */
  record Linked(URI link) implements Blob {}
}
