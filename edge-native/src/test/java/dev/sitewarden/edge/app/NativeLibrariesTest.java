package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private final Path folder;
  private final Path executable;

  NativeLibrariesTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    executable = Files.createFile(this.folder.resolve("sitewarden-edge"));
  }

  @Test
  void librariesLieBesideTheExecutableEvenBehindALink() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Path link =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("bin")).resolve("edge"), executable);

    assertThat(NativeLibraries.beside(link))
        .containsEntry("java.library.path", lib.toString())
        .containsEntry("onnxruntime.native.path", lib.toString())
        .containsEntry("org.bytedeco.javacpp.pathsFirst", "true");
  }

  @Test
  void anExecutableWithoutItsLibrariesSaysWhereTheyBelong() {
    assertThatThrownBy(() -> NativeLibraries.beside(executable))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.resolve("lib").toString());
  }

  @Test
  void theJvmTakesThemFromTheJars() {
    String before = System.getProperty("java.library.path");

    NativeLibraries.find();

    assertThat(System.getProperty("java.library.path")).isEqualTo(before);
  }
}
