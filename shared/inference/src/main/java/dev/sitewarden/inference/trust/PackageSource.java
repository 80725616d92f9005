package dev.sitewarden.inference.trust;

import java.io.IOException;
import java.io.InputStream;

/** Where a package's files lie. */
public sealed interface PackageSource permits TarArchive, PackageFolder {
  /** More than a folder of golden pictures and any model that a small device runs. */
  long MAX_FILE_BYTES = 64 << 20;

  long MAX_BYTES = 96 << 20;

  /** Takes one file after another. */
  interface Visitor {
    /**
     * Takes a file.
     *
     * @param content its bytes, to their end; not to be closed
     */
    void file(PackagePath path, InputStream content) throws IOException;
  }

  /**
   * Shows every file once, at most {@link SignedManifest#MAX_FILES} and the signature.
   *
   * @throws IllegalArgumentException if it holds what no package may hold: links, devices, other
   *     folders, odd names, a name twice, too much
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  void visit(Visitor visitor);
}
