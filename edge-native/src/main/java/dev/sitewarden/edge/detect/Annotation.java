package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.JpegWriter;
import dev.sitewarden.inference.frame.PicturePainter;
import dev.sitewarden.inference.frame.VideoWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pictures with the detections drawn in, or nothing if nobody asked. */
sealed interface Annotation extends AutoCloseable {
  /** Draws into the frame's picture and keeps it. */
  void write(Frame frame, String fileName, List<Detection> detections);

  @Override
  default void close() {}

  /** Writes to {@code target}: a JPEG, a folder of JPEGs or an MP4, as the input is. */
  static Annotation open(Optional<Path> target, DetectInput input) {
    if (target.isEmpty()) {
      return new Nothing();
    }
    Path path = target.get();
    return switch (input) {
      case DetectInput.Picture picture -> new Jpegs(path, false);
      case DetectInput.Folder folder -> new Jpegs(path, true);
      case DetectInput.Video video -> Mp4.open(path, video.source().framesPerSecond());
    };
  }

  /** Draws nothing. */
  record Nothing() implements Annotation {
    @Override
    public void write(Frame frame, String fileName, List<Detection> detections) {}
  }

  /** One JPEG a frame: {@code target} itself, or a file of the picture's name in it. */
  record Jpegs(Path target, boolean isFolder) implements Annotation {
    @Override
    public void write(Frame frame, String fileName, List<Detection> detections) {
      PicturePainter.paint(frame, detections);
      Letterbox size = frame.letterbox();
      Path file = isFolder ? target.resolve(fileName.replaceFirst("\\.[^.]*$", ".jpg")) : target;
      try (var jpeg = new JpegWriter(size.sourceWidthPx(), size.sourceHeightPx())) {
        new OutputFile(file).inItsFolder().write(jpeg.encode(frame.picture()));
      }
    }
  }

  /** One video. */
  record Mp4(VideoWriter writer) implements Annotation {
    static Mp4 open(Path file, double framesPerSecond) {
      new OutputFile(file).inItsFolder();
      return new Mp4(new VideoWriter(file, framesPerSecond));
    }

    @Override
    public void write(Frame frame, String fileName, List<Detection> detections) {
      PicturePainter.paint(frame, detections);
      writer.write(frame);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
