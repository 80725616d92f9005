package dev.sitewarden.inference.trust;

import java.util.HashSet;
import java.util.Set;

/** Counts what is read of one package against what a package may hold. */
final class PackageBudget {
  private final Set<PackagePath> seen = new HashSet<>();
  private long bytes;

  /** Says that a file is next. */
  PackagePath take(String name, long size) {
    PackagePath path = new PackagePath(name);
    if (!seen.add(path)) {
      throw new IllegalArgumentException("it holds %s twice".formatted(path));
    }
    if (seen.size() > SignedManifest.MAX_FILES + 1) {
      throw new IllegalArgumentException(
          "it holds more than %d files and a signature".formatted(SignedManifest.MAX_FILES));
    }
    if (size > PackageSource.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes, a file may have at most %d"
              .formatted(path, size, PackageSource.MAX_FILE_BYTES));
    }
    bytes += size;
    if (bytes > PackageSource.MAX_BYTES) {
      throw new IllegalArgumentException(
          "it holds more than %d bytes".formatted(PackageSource.MAX_BYTES));
    }
    return path;
  }
}
