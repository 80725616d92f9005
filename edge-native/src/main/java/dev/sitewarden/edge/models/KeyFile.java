package dev.sitewarden.edge.models;

import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.trust.SigningKey;
import dev.sitewarden.inference.trust.VerificationKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keys for model packages as files: {@code NAME} signs, {@code NAME.pub} verifies. */
public final class KeyFile {
  private KeyFile() {}

  /**
   * Makes a key, readable by its owner only.
   *
   * @return the file with the half that devices get
   * @throws IllegalArgumentException if the file is there already
   */
  public static Path make(Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "%s is there already and may be in use; name another file".formatted(file));
    }
    SigningKey key = SigningKey.generate();
    Path publicHalf = file.resolveSibling(file.getFileName() + ".pub");
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key.pem());
    } catch (IOException e) {
      throw DurableFile.failed("write", file, e);
    }
    DurableFile.write(publicHalf, key.verification().pem().getBytes(StandardCharsets.US_ASCII));
    return publicHalf;
  }

  /** Reads a key that signs. */
  public static SigningKey signing(Path file) {
    return SigningKey.ofPem(read(file));
  }

  /** Reads a key that verifies. */
  public static VerificationKey verification(Path file) {
    return VerificationKey.ofPem(read(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
      throw new UncheckedIOException(
          "cannot read key %s: %s; make one with `sitewarden model make-key`"
              .formatted(file, reason),
          e);
    }
  }
}
