package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Still pictures as frames; files do not tell when they were captured, so that is made up. */
public final class ImageFolder implements FrameSource {
  private final List<Path> files;
  private final Instant capturedAt;
  private final Duration between;
  private final ImageDecoder decoder = new ImageDecoder();
  private final FrameMaker maker;
  private int position;

  private ImageFolder(
      List<Path> files,
      CameraId camera,
      Supplier<InputSizes> inputs,
      Instant capturedAt,
      Duration between) {
    this.between = between;
    this.files = List.copyOf(files);
    this.capturedAt = capturedAt;
    this.maker = new FrameMaker(camera, inputs);
  }

  /**
   * All pictures in a folder and the folders below it, in the order of their relative names.
   *
   * @throws UncheckedIOException if the folder cannot be listed or holds no picture
   */
  public static ImageFolder open(
      Path folder, CameraId camera, InputSize input, Instant capturedAt) {
    return open(folder, camera, InputSizes.of(input), capturedAt);
  }

  /**
   * The same for several models.
   *
   * @throws UncheckedIOException if the folder cannot be listed or holds no picture
   */
  public static ImageFolder open(
      Path folder, CameraId camera, InputSizes inputs, Instant capturedAt) {
    return open(folder, camera, () -> inputs, capturedAt, Duration.ZERO);
  }

  /**
   * The same, as if a camera had taken one picture after another.
   *
   * @param inputs is asked before each frame what that is to be letterboxed to
   * @param capturedAt capture instant of the first one
   * @param between two of them
   */
  public static ImageFolder open(
      Path folder,
      CameraId camera,
      Supplier<InputSizes> inputs,
      Instant capturedAt,
      Duration between) {
    return new ImageFolder(list(folder), camera, inputs, capturedAt, between);
  }

  /** The given pictures, in the given order. */
  public static ImageFolder of(
      List<Path> pictures, CameraId camera, InputSize input, Instant capturedAt) {
    return of(pictures, camera, InputSizes.of(input), capturedAt);
  }

  /** The same for several models. */
  public static ImageFolder of(
      List<Path> pictures, CameraId camera, InputSizes inputs, Instant capturedAt) {
    return new ImageFolder(pictures, camera, () -> inputs, capturedAt, Duration.ZERO);
  }

  /** Whether a file's name says that it is a picture that can be read, not a video. */
  public static boolean isPicture(Path file) {
    return Files.isRegularFile(file) && ImageFormat.isNamedLikeOne(file);
  }

  private static List<Path> list(Path folder) {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found =
          all.filter(ImageFolder::isPicture)
              .sorted(Comparator.comparing(file -> folder.relativize(file).toString()))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list folder %s: %s".formatted(folder, e), e);
    }
    if (found.isEmpty()) {
      throw Ffmpeg.failure(
          "folder %s holds no JPEG, PNG, BMP or WebP picture; name another one".formatted(folder));
    }
    return found;
  }

  /** What is read, in order; a frame's sequence is its file's index here. */
  public List<Path> files() {
    return files;
  }

  /**
   * {@inheritDoc}
   *
   * <p>After a picture that cannot be read, the next call goes on with the one that follows it.
   */
  @Override
  public Optional<Frame> next() {
    if (position == files.size()) {
      return Optional.empty();
    }
    int index = position++;
    Instant at = capturedAt.plus(between.multipliedBy(index));
    return maker.make(decoder.decode(files.get(index)), index, at);
  }

  @Override
  public void close() {
    maker.close();
    decoder.close();
  }
}
