package dev.sitewarden.inference.trust;

import dev.sitewarden.domain.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a package once, byte by byte, and understands nothing of it but its signature: are
 * these the files that the holder of the key signed, no more and no fewer?
 */
public final class PackageVerification {
  public static final PackagePath SIGNATURE = new PackagePath("signature.json");

  private final Map<PackagePath, Digest> found = new TreeMap<>();
  private Optional<byte[]> signature = Optional.empty();

  private PackageVerification() {}

  /**
   * Verifies a package.
   *
   * @throws IllegalArgumentException if it is refused, in one sentence that says why
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static SignedManifest verify(PackageSource source, VerificationKey key) {
    try {
      var verification = new PackageVerification();
      source.visit(verification::take);
      return verification.against(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model package rejected: " + e.getMessage(), e);
    }
  }

  private void take(PackagePath path, InputStream content) throws IOException {
    if (path.equals(SIGNATURE)) {
      signature = Optional.of(content.readNBytes(SignedManifest.MAX_BYTES + 1));
    } else {
      found.put(path, digest(content));
    }
  }

  static Digest digest(InputStream content) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return new Digest(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private SignedManifest against(VerificationKey key) {
    byte[] bundle =
        signature.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it has no %s; sign it with `sitewarden model sign`".formatted(SIGNATURE)));
    SignedManifest manifest = SignedManifest.verify(bundle, key);
    Map<PackagePath, Digest> signed = manifest.files();
    requireNone("holds files that are not signed", found.keySet(), signed.keySet());
    requireNone("lacks files that are signed", signed.keySet(), found.keySet());
    found.forEach((path, digest) -> requireSame(path, signed.get(path), digest));
    return manifest;
  }

  private static void requireNone(String what, Set<PackagePath> all, Set<PackagePath> but) {
    Set<PackagePath> rest = new TreeSet<>(all);
    rest.removeAll(but);
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "it %s: %s".formatted(what, rest.stream().limit(5).toList()));
    }
  }

  private static void requireSame(PackagePath path, @Nullable Digest signed, Digest found) {
    if (!found.equals(signed)) {
      throw new IllegalArgumentException(
          "%s has sha256 %s, signed was %s".formatted(path, found, signed));
    }
  }
}
