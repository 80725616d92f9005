package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a package to a signed archive, as a person does it. */
class SignedModelTest {
  private static final Path BUNDLED = Path.of(System.getProperty("sitewarden.root"), "models/ppe");

  private final Path folder;
  private final Path key;
  private final Path model;
  private final Path tar;

  SignedModelTest(@TempDir Path folder) {
    this.folder = folder;
    key = folder.resolve("models.key");
    model = folder.resolve("ppe");
    tar = folder.resolve("ppe.tar");
  }

  @BeforeEach
  void copyTheBundledModel() throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLED)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(BUNDLED.relativize(file).toString()));
      }
    }
  }

  @Test
  void aSignedPackageVerifiesAsFolderAndAsArchive() throws IOException {
    assertThat(CommandRun.of("model", "make-key", "--out", key).exitCode()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    CommandRun signed = sign();

    assertThat(signed.err()).isEmpty();
    assertThat(signed.out())
        .contains("ppe-1, 8 files signed", "\"size\": " + Files.size(tar), tar.toUri().toString());
    assertThat(verify(tar).out()).contains("ppe-1, 8 files verified");
    assertThat(verify(model).out()).contains("ppe-1, 8 files verified");
  }

  @Test
  void oneChangedByteIsNamed() throws IOException {
    CommandRun.of("model", "make-key", "--out", key);
    sign();
    byte[] bytes = Files.readAllBytes(tar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(tar, bytes);

    CommandRun verified = verify(tar);

    assertThat(verified.exitCode()).isEqualTo(2);
    assertThat(verified.err()).startsWith("model package rejected: model.onnx has sha256 ");
  }

  @Test
  void aModelThatDoesNotAnswerAsItShouldIsNotSigned() throws IOException {
    CommandRun.of("model", "make-key", "--out", key);
    Files.writeString(model.resolve("golden/still_00000.json"), "[]");

    CommandRun signed = sign();

    assertThat(signed.exitCode()).isEqualTo(2);
    assertThat(signed.err()).contains("still_00000.jpg it finds what is not expected, head");
    assertThat(tar).doesNotExist();
  }

  @Test
  void aKeyIsNeverReplaced() {
    CommandRun.of("model", "make-key", "--out", key);

    assertThat(CommandRun.of("model", "make-key", "--out", key).err())
        .contains(key + " is there already");
  }

  private CommandRun sign() {
    return CommandRun.of("model", "sign", "--package", model, "--key", key, "--tar", tar);
  }

  private CommandRun verify(Path path) {
    return CommandRun.of(
        "model", "verify", "--package", path, "--public-key", folder.resolve("models.key.pub"));
  }
}
