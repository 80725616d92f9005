package dev.sitewarden.demo;

import java.nio.file.Path;

/** What the edge is to watch: a file or URL, with which model, for which zones. */
record Camera(String name, String source, Path model, Path zones) {

  /** The clip that comes with the project: a bare head in the hazard zone from 7.9 s to 14.1 s. */
  static Camera worksite(Path root) {
    Path clip = root.resolve("demo/worksite");
    return new Camera(
        "gate",
        clip.resolve("worksite.mp4").toString(),
        root.resolve("models/ppe"),
        clip.resolve("zone-heads.json"));
  }

  Camera watching(String otherSource) {
    return new Camera(name, otherSource, model, zones);
  }
}
