package dev.sitewarden.edge.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that nobody but its owner may read. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SecretFile() {}

  /**
   * Reads it.
   *
   * @param what it holds, for the message
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if others may read it; both in one sentence for people
   */
  public static String read(Path file, String what) {
    try {
      requirePrivate(file, what);
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("no %s can be read from %s".formatted(what, file), e);
    }
  }

  private static void requirePrivate(Path file, String what) throws IOException {
    if (isCredential(file)) {
      return;
    }
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(rights)) {
        throw new IllegalArgumentException(
            "%s %s has mode %s, so that others can use it; chmod 600 %s"
                .formatted(what, file, PosixFilePermissions.toString(rights), file));
      }
    } catch (UnsupportedOperationException e) {
      // a disk without rights has nobody to keep out
    }
  }

  /**
   * systemd keeps the folder of a service's credentials to it, and lends them by ACL: mode 0440.
   */
  private static boolean isCredential(Path file) {
    return Optional.ofNullable(System.getenv("CREDENTIALS_DIRECTORY"))
        .map(folder -> Path.of(folder).toAbsolutePath().normalize())
        .filter(folder -> file.toAbsolutePath().normalize().startsWith(folder))
        .isPresent();
  }
}
