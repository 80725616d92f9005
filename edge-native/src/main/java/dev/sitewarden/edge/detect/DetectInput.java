package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What is looked at: a picture, a folder of pictures, or a video. Closing it closes its source. */
sealed interface DetectInput extends AutoCloseable {
  CameraId FILE = new CameraId("file");

  /** Where the frames come from. */
  FrameSource source();

  /** The file that a frame stands in, relative to the folder, or just its name. */
  String fileName(long sequence);

  @Override
  default void close() {
    source().close();
  }

  /** One picture. */
  record Picture(ImageFolder source, Path file) implements DetectInput {
    @Override
    public String fileName(long sequence) {
      return file.getFileName().toString();
    }
  }

  /** All pictures in a folder, in name order. */
  record Folder(ImageFolder source, Path folder) implements DetectInput {
    @Override
    public String fileName(long sequence) {
      return folder.relativize(source.files().get((int) sequence)).toString();
    }
  }

  /** A video, every frame. */
  record Video(VideoFile source, String fileName) implements DetectInput {
    @Override
    public String fileName(long sequence) {
      return fileName;
    }
  }

  /**
   * Opens what the path or URL names.
   *
   * @throws java.io.UncheckedIOException if it cannot be read, with one sentence for the user
   */
  static DetectInput open(String input, InputSize size) {
    if (input.contains("://")) {
      VideoFile video = VideoFile.open(input, FILE, size, Instant.EPOCH);
      return new Video(video, video.location());
    }
    Path path = Path.of(input);
    if (Files.isDirectory(path)) {
      return new Folder(ImageFolder.open(path, FILE, size, Instant.EPOCH), path);
    }
    if (ImageFolder.isPicture(path)) {
      return new Picture(ImageFolder.of(List.of(path), FILE, size, Instant.EPOCH), path);
    }
    return new Video(
        VideoFile.open(input, FILE, size, Instant.EPOCH), path.getFileName().toString());
  }
}
