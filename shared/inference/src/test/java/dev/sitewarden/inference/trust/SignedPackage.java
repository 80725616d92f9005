package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sitewarden.domain.model.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small package for tests and the key that signs it; every part can be made hostile. */
final class SignedPackage {
  static final SigningKey KEY = SigningKey.generate();

  private final Map<PackagePath, byte[]> files = new LinkedHashMap<>();

  SignedPackage(byte[] onnx) {
    files.put(new PackagePath("model.onnx"), onnx);
    files.put(new PackagePath("model.json"), "{}".getBytes(UTF_8));
    files.put(new PackagePath("golden/1.jpg"), new byte[700]);
  }

  Map<PackagePath, byte[]> files() {
    return files;
  }

  byte[] signature() {
    Map<PackagePath, Digest> digests = new LinkedHashMap<>();
    files.forEach((path, content) -> digests.put(path, Digest.of(content)));
    return new SignedManifest("test", digests).sign(KEY);
  }

  /** All files, the signature first. */
  Map<PackagePath, byte[]> signed() {
    Map<PackagePath, byte[]> all = new LinkedHashMap<>();
    all.put(PackageVerification.SIGNATURE, signature());
    all.putAll(files);
    return all;
  }
}
