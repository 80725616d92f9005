package dev.sitewarden.inference.trust;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.sitewarden.domain.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs a package in a folder and packs it for the way to the devices. */
public final class PackageSigning {
  private PackageSigning() {}

  /**
   * Writes {@code signature.json} over all files that are in the folder now.
   *
   * @param name what to call the model in the signature
   * @throws IllegalArgumentException if the folder holds what no package may hold
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static SignedManifest sign(Path folder, String name, SigningKey key) {
    SortedMap<PackagePath, Digest> files = new TreeMap<>();
    read(folder).forEach((path, content) -> files.put(path, Digest.of(content)));
    files.remove(PackageVerification.SIGNATURE);
    var manifest = new SignedManifest(name, files);
    Path signature = folder.resolve(PackageVerification.SIGNATURE.value());
    Path unfinished = signature.resolveSibling(signature.getFileName() + ".part");
    try {
      Files.write(unfinished, manifest.sign(key));
      Files.move(unfinished, signature, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(signature, e), e);
    }
    return manifest;
  }

  /** Packs a signed folder into one {@code .tar}, the signature first. */
  public static void pack(Path folder, Path tar) {
    SortedMap<PackagePath, byte[]> files = read(folder);
    Map<PackagePath, byte[]> ordered = new LinkedHashMap<>();
    byte[] signature = files.remove(PackageVerification.SIGNATURE);
    if (signature == null) {
      throw new IllegalArgumentException(
          "model package %s is not signed; sign it with `sitewarden model sign`".formatted(folder));
    }
    ordered.put(PackageVerification.SIGNATURE, signature);
    ordered.putAll(files);
    TarArchive.write(tar, ordered);
  }

  private static SortedMap<PackagePath, byte[]> read(Path folder) {
    SortedMap<PackagePath, byte[]> files = new TreeMap<>();
    try {
      new PackageFolder(folder).visit((path, content) -> files.put(path, content.readAllBytes()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model package %s cannot be signed: %s".formatted(folder, e.getMessage()), e);
    }
    return files;
  }
}
