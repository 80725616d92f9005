package dev.sitewarden.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
  private static final List<Label> LABELS = List.of(new Label("head"), new Label("helmet"));

  private final Path folder;

  DatasetReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void yoloFolderGivesBoxesOfTheWantedLabelsOnly() throws IOException {
    yolo("1 0.5 0.5 0.2 0.4\n2 0.5 0.5 0.1 0.1\n");

    var examples = DatasetReader.read(folder, "train", LABELS);

    assertThat(examples).hasSize(1);
    var example = examples.getFirst();
    assertThat(example.image()).isEqualTo(folder.resolve("images/a.jpg").toAbsolutePath());
    assertThat(example.boxes()).hasSize(1);
    var box = example.boxes().getFirst();
    assertThat(box.label()).isEqualTo(1);
    assertThat(box.left()).isCloseTo(0.4, within(1e-9));
    assertThat(box.bottom()).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void boxesThatLeaveThePictureAreClipped() throws IOException {
    yolo("0 0.0 0.95 0.2 0.2\n");

    var box = DatasetReader.read(folder, "train", LABELS).getFirst().boxes().getFirst();

    assertThat(box.left()).isZero();
    assertThat(box.bottom()).isEqualTo(1);
  }

  @Test
  void brokenAnnotationIsNamedWithItsLine() throws IOException {
    yolo("0 0.5 half 0.1 0.1\n");

    assertThatThrownBy(() -> DatasetReader.read(folder, "train", LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("0 0.5 half 0.1 0.1");
  }

  @Test
  void classOutsideTheListOfClassesIsRefused() throws IOException {
    yolo("7 0.5 0.5 0.1 0.1\n");

    assertThatThrownBy(() -> DatasetReader.read(folder, "train", LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class below 3");
  }

  @Test
  void cocoFileFindsItsPicturesInTheFolderOfTheSameName() {
    var stills = Stills.coco();

    var examples = DatasetReader.read(stills, "train", LABELS);

    assertThat(examples).hasSize(6);
    assertThat(examples).allSatisfy(example -> assertThat(example.image()).isRegularFile());
    assertThat(examples.stream().flatMap(example -> example.boxes().stream()).map(Box::label))
        .contains(0, 1)
        .doesNotContain(2);
  }

  @Test
  void sourceThatIsNoDatasetSaysWhatOneIs() {
    assertThatThrownBy(() -> DatasetReader.read(folder.resolve("nothing"), "train", LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a folder with train.txt, a YOLO list .txt or a COCO .json");
  }

  private void yolo(String annotation) throws IOException {
    Files.createDirectories(folder.resolve("labels"));
    Files.writeString(folder.resolve("classes.txt"), "head\nhelmet\nperson\n");
    Files.writeString(folder.resolve("train.txt"), "images/a.jpg\n");
    Files.writeString(folder.resolve("labels/a.txt"), annotation);
  }
}
