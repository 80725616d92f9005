package dev.sitewarden.edge.app;

import java.nio.file.Path;

/** Where one camera's things lie on the device. */
record CameraFolder(Path folder) {
  Path incidents() {
    return folder.resolve("incidents");
  }

  Path evidence() {
    return folder.resolve("evidence");
  }

  Path recordings() {
    return folder.resolve("recordings");
  }

  /** Recordings that wait to be stored. */
  Path uploads() {
    return folder.resolve("uploads");
  }

  Path samples() {
    return folder.resolve("samples");
  }

  Path detections() {
    return folder.resolve("detections");
  }

  Path runFile() {
    return folder.resolve("run.json");
  }
}
