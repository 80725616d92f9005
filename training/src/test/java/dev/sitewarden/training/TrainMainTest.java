package dev.sitewarden.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainMainTest {
  private final Path folder;

  TrainMainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void datasetThatIsNoneGetsOneSentence() {
    var nothing = folder.resolve("nothing").toString();

    var said = refused("train", "--dataset", nothing, "--out", folder.toString());

    assertThat(said).startsWith("sitewarden: data set").contains(nothing).doesNotContain("\tat ");
    assertThat(said.lines()).hasSize(1);
  }

  @Test
  void missingPackageGetsOneSentence() {
    var said = refused("evaluate", "--model", folder.resolve("x").toString(), "--dataset", "y");

    assertThat(said).startsWith("sitewarden: no model package at");
    assertThat(said.lines()).hasSize(1);
  }

  private static String refused(String... arguments) {
    var said = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(TrainMain.run(arguments)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
