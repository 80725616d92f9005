package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OnnxLibrariesTest {
  @Test
  void librariesLieInAFolderThatOutlivesTheProcess() {
    OnnxLibraries.unpackOnce();

    Path folder = Path.of(System.getProperty("onnxruntime.native.path", ""));
    assertThat(folder.resolve("libonnxruntime.so")).isNotEmptyFile();
    assertThat(folder.resolve("libonnxruntime4j_jni.so")).isNotEmptyFile();
    assertThat(folder).startsWith(folder.getRoot()).asString().contains("sitewarden", "linux-");
  }
}
