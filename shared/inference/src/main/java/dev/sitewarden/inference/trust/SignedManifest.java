package dev.sitewarden.inference.trust;

import dev.sitewarden.domain.model.Digest;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a package with their digests, as their signer listed them: OpenSSF Model Signing
 * 1.0, {@code signature.json}.
 *
 * @param name what the signer called the model; says nothing about trust
 * @param files all files of the package but the signature itself
 */
public record SignedManifest(String name, SortedMap<PackagePath, Digest> files) {
  /** More than any signature that lists as many files as a package may have. */
  public static final int MAX_BYTES = 256 << 10;

  static final int MAX_FILES = 256;

  public SignedManifest {
    if (files.isEmpty() || files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "a model package has 1..%d files, got %d".formatted(MAX_FILES, files.size()));
    }
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public SignedManifest(String name, Map<PackagePath, Digest> files) {
    this(name, new TreeMap<>(files));
  }

  /**
   * Reads a signature and checks it against the one key that counts; keys and certificates in the
   * signature itself count for nothing.
   *
   * @throws IllegalArgumentException if it is no signature of that key, in one sentence
   */
  public static SignedManifest verify(byte[] signature, VerificationKey key) {
    if (signature.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "signature rejected: it has %d bytes, at most %d are read"
              .formatted(signature.length, MAX_BYTES));
    }
    try {
      SigstoreBundle bundle = SigstoreBundle.read(signature);
      bundle.requireSignedBy(key);
      return ModelStatement.read(bundle.payload());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signature rejected: " + e.getMessage(), e);
    }
  }

  /** The content of {@code signature.json}. */
  public byte[] sign(SigningKey key) {
    return SigstoreBundle.sign(ModelStatement.write(this), key).write();
  }

  /** SHA-256 over the files' digests in the order of their names: the model's own digest. */
  Digest root() {
    var digests = new ByteArrayOutputStream();
    files.values().stream()
        .map(digest -> HexFormat.of().parseHex(digest.sha256()))
        .forEach(digests::writeBytes);
    return Digest.of(digests.toByteArray());
  }
}
