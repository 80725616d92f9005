package dev.sitewarden.inference.trust;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.inference.ModelCardCodec;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that reads bytes of a foreign package, for Jazzer: {@code fuzz-package.sh} runs it.
 * Bytes are either taken or refused with an {@link IllegalArgumentException}; anything else is a
 * finding, and so is what takes too long or too much memory.
 */
public final class PackageFuzz {
  private static final int KINDS = 6;
  private static final SigningKey KEY = SigningKey.generate();

  private PackageFuzz() {}

  /** Called by Jazzer; the first byte chooses the reader. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    byte[] input = Arrays.copyOfRange(data, 1, data.length);
    try {
      read((data[0] & 0xff) % KINDS, input);
    } catch (IllegalArgumentException e) {
      requireSentence(e);
    }
  }

  private static void read(int kind, byte[] input) throws IOException {
    switch (kind) {
      case 0 -> archive(input);
      case 1 -> SignedManifest.verify(input, KEY.verification());
      case 2 -> statement(input);
      case 3 -> OnnxScan.requireHarmless(input);
      case 4 -> ModelCardCodec.read(input);
      default -> JsonObject.parseAll(input);
    }
  }

  /** What is taken is within its bounds and packs into the same files again. */
  private static void archive(byte[] input) throws IOException {
    Map<PackagePath, Digest> files = new TreeMap<>();
    TarArchive.read(
        new ByteArrayInputStream(input),
        (path, content) -> files.put(path, PackageVerification.digest(content)));
    if (files.size() > SignedManifest.MAX_FILES + 1) {
      throw new IllegalStateException("more files than a package has: " + files.size());
    }
    files.keySet().forEach(PackageFuzz::requireInside);
  }

  private static void requireInside(PackagePath path) {
    if (path.value().contains("..") && path.value().matches("(.*/)?\\.\\.(/.*)?")) {
      throw new IllegalStateException("a path that climbs: " + path);
    }
  }

  private static void statement(byte[] input) {
    SignedManifest manifest = ModelStatement.read(input);
    if (!ModelStatement.read(ModelStatement.write(manifest)).equals(manifest)) {
      throw new IllegalStateException("what is written is not read again: " + manifest);
    }
  }

  private static void requireSentence(IllegalArgumentException e) {
    if (String.valueOf(e.getMessage()).length() > 2_000) {
      throw new IllegalStateException("a message that nobody reads", e);
    }
  }
}
