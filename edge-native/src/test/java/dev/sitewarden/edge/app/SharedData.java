package dev.sitewarden.edge.app;

import java.nio.file.Path;

/** Models and clips beside the checkout; only for tests tagged {@code shared-data}. */
final class SharedData {
  static final Path FOLDER = Path.of(System.getProperty("sitewarden.shared-data", ""));
  static final Path YOLOX = FOLDER.resolve("models/yolox_nano_416.onnx");
  static final Path LABELS = FOLDER.resolve("models/coco.names");
  static final Path PICTURES = FOLDER.resolve("images/original-size/images");

  /** 71 frames of a worker in a zone, 480x270. */
  static final Path WORKER_CLIP = FOLDER.resolve("videos/worker-zone-detection.mp4");

  private SharedData() {}

  /** Makes a package of YOLOX-nano, as a user would. */
  static void importYolox(Path into) {
    CommandRun run =
        CommandRun.of(
            "model",
            "import",
            "--onnx",
            YOLOX,
            "--decoder",
            "yolox",
            "--labels",
            LABELS,
            "--input-size",
            416,
            "--out",
            into);
    if (run.exitCode() != 0) {
      throw new IllegalStateException("importing %s failed: %s".formatted(YOLOX, run.err()));
    }
  }
}
