package dev.sitewarden.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The camera at the gate of the worksite.
 *
 * @param worksite folder of the clip that comes with the project, in which a bare head is in the
 *     hazard zone from 7.9 s to 14.1 s, and of its settings
 * @param source what the camera reads, a file or an address
 */
record Camera(Path worksite, String source) {
  private static final String CLIP = "worksite.mp4";

  static Camera worksite(Path root) {
    Path folder = root.resolve("demo/worksite").toAbsolutePath();
    return new Camera(folder, folder.resolve(CLIP).toString());
  }

  Camera watching(String otherSource) {
    return new Camera(worksite, otherSource);
  }

  /** Writes the settings of the device that has this camera below the data folder. */
  Path settings(Path data) {
    Path file = data.resolve("site.yaml");
    try {
      String ofClip = Files.readString(worksite.resolve("site.yaml"));
      Files.createDirectories(data);
      return Files.writeString(
          file,
          ofClip
              .replace(CLIP, source)
              .replace("../../models", worksite.resolve("../../models").normalize().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write settings %s: %s".formatted(file, e), e);
    }
  }
}
