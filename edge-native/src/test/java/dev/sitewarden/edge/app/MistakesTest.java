package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user can get wrong: one sentence that names the thing, exit code 2, no stack trace. */
class MistakesTest {
  private final Path folder;

  MistakesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void optionsThatAreMissingOrUnknownAreNamed() {
    assertSentence(CommandRun.of("detect", "--model", "m"), "--input");
    assertSentence(detect("none", "x.jpg", "--frobnicate"), "--frobnicate");
    assertSentence(CommandRun.of("fly"), "fly");
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertSentence(detect("none", "x.jpg", "--min-score", "1.5"), "min-score must be inside 0..1");
    assertSentence(detect("none", "x.jpg", "--threads", "0"), "threads must be 1..256, got 0");
    assertSentence(detect("none", "x.jpg", "--threads", "many"), "'many'");
  }

  @Test
  void aViewForOthersWithoutASecretIsRefused() {
    assertSentence(
        CommandRun.of(
            "run",
            "--settings",
            "site.yaml",
            "--state",
            folder,
            "--hub-connection",
            "none",
            "--live-bind",
            "0.0.0.0"),
        "name a --live-token-file");
  }

  @Test
  void aMissingPackageIsNamedWithTheWayOut() {
    assertSentence(detect(folder.resolve("none"), "x.jpg"), "no model package at", "model import");
  }

  @Test
  void aFileThatIsNoOnnxIsNamed() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "person\n");

    CommandRun run = importModel(labels, labels, 416);

    assertSentence(run, "model %s rejected".formatted(labels), "check that it is an ONNX file");
    assertThat(folder.resolve("package")).doesNotExist();
  }

  @Test
  void missingFilesOfAnImportAreNamed() throws IOException {
    Path missing = folder.resolve("missing");
    Path empty = Files.createFile(folder.resolve("empty.txt"));

    assertSentence(importModel(missing, empty, 416), "cannot read model " + missing);
    assertSentence(
        CommandRun.of(
            "model",
            "import",
            "--onnx",
            empty,
            "--decoder",
            "yolov99",
            "--labels",
            empty,
            "--input-size",
            416,
            "--out",
            folder),
        "yolov99");
  }

  @Test
  void aRuleOnALabelThatTheModelLacksIsNamed() throws Exception {
    Path root = Path.of(System.getProperty("sitewarden.root", ""));
    Path settings =
        Files.writeString(
            folder.resolve("site.yaml"),
            """
            model: {path: %s}
            cameras: {gate: {source: worksite.mp4}}
            zones: {gate: {yard: {polygon: [[0, 0], [1, 0], [1, 1]], rules: [bare]}}}
            rules: {bare: {kind: object-present, labels: [hed]}}
            """
                .formatted(root.resolve("models/ppe").toAbsolutePath()));
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run =
          CommandRun.of(
              "run",
              "--settings",
              settings,
              "--device",
              "pi-1",
              "--state",
              folder.resolve("state"),
              "--hub-connection",
              hub.connection("pi-1"),
              "--hub-ca",
              hub.authority());

      assertSentence(run, "rule bare of zone yard watches for 'hed'", "head, helmet");
    }
  }

  @Test
  @Tag("shared-data")
  void labelsOrSizesThatDoNotFitTheModelAreNamed() throws IOException {
    Path three = Files.writeString(folder.resolve("labels.txt"), "a\nb\n\nc\n");
    Path twice = Files.writeString(folder.resolve("twice.txt"), "a\na\n");
    Path empty = Files.createFile(folder.resolve("empty.txt"));

    assertSentence(importModel(SharedData.YOLOX, three, 416), "[1, 3549, 85]", "[1, 3549, 8]");
    assertSentence(
        importModel(SharedData.YOLOX, SharedData.LABELS, 320), "[1, 3, 416, 416]", "320");
    assertSentence(importModel(SharedData.YOLOX, twice, 416), "label 'a' stands twice");
    assertSentence(importModel(SharedData.YOLOX, empty, 416), "labels", "are empty");
    assertSentence(
        importModel(SharedData.YOLOX, SharedData.LABELS, 17), "width_px must be a multiple of 8");
  }

  @Test
  @Tag("shared-data")
  void inputsThatCannotBeReadAreNamed() throws IOException {
    importModel(SharedData.YOLOX, SharedData.LABELS, 416);
    Path model = folder.resolve("package");
    Path text = Files.writeString(folder.resolve("notes.jpg"), "no picture");
    Path emptyFolder = Files.createDirectory(folder.resolve("empty"));

    assertSentence(detect(model, folder.resolve("none.mp4")), "no video at");
    assertSentence(detect(model, text), "notes.jpg is no readable");
    assertSentence(detect(model, emptyFolder), "holds no JPEG");
    assertSentence(detect(model, SharedData.LABELS), "cannot open video");
  }

  @Test
  @Tag("shared-data")
  void outputsThatCannotBeWrittenAreNamed() throws IOException {
    importModel(SharedData.YOLOX, SharedData.LABELS, 416);
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Path inFile = file.resolve("results.json");
    Path fullDisk = Path.of("/dev/full");

    assertSentence(detectTo(inFile), "cannot write " + inFile);
    assertSentence(detectTo(folder), "cannot write " + folder);
    assertSentence(detectTo(fullDisk), "cannot write /dev/full: No space left on device");
    assertSentence(
        detect(folder.resolve("package"), SharedData.WORKER_CLIP, "--annotate", inFile),
        "cannot write " + inFile);
  }

  private CommandRun detectTo(Path results) {
    return CommandRun.of(
        "detect",
        "--model",
        folder.resolve("package"),
        "--input",
        SharedData.WORKER_CLIP,
        "--output",
        results);
  }

  private CommandRun detect(Object model, Object input, Object... more) {
    Object[] arguments = new Object[7 + more.length];
    Object[] start = {"detect", "--model", model, "--input", input, "--output", output()};
    System.arraycopy(start, 0, arguments, 0, 7);
    System.arraycopy(more, 0, arguments, 7, more.length);
    return CommandRun.of(arguments);
  }

  private Path output() {
    return folder.resolve("results.json");
  }

  private CommandRun importModel(Path onnx, Path labels, int size) {
    return CommandRun.of(
        "model",
        "import",
        "--onnx",
        onnx,
        "--decoder",
        "yolox",
        "--labels",
        labels,
        "--input-size",
        size,
        "--out",
        folder.resolve("package"));
  }

  private static void assertSentence(CommandRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts).doesNotContain("Exception", "\tat ");
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
