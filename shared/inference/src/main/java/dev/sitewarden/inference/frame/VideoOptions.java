package dev.sitewarden.inference.frame;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a video is opened.
 *
 * @param login user and password of a camera
 * @param certificate PEM file of what a camera's certificate must be or be signed by; {@code rtsps}
 *     and {@code https} need one
 * @param silence after which a camera that sends nothing has stopped. Raising it: a dead camera is
 *     noticed later. Lowering it: a slow network counts as a loss
 * @param framesPerSecond most frames to hand out; the others are decoded and left out
 */
public record VideoOptions(
    Optional<Login> login,
    Optional<Path> certificate,
    Duration silence,
    OptionalDouble framesPerSecond) {
  public VideoOptions {
    if (!silence.isPositive()) {
      throw new IllegalArgumentException(
          "a camera's silence must be longer than 0s, got " + silence);
    }
    double rate = framesPerSecond.orElse(1);
    if (!(rate > 0 && rate <= 240)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "frames-per-second must be above 0 and at most 240, got " + rate);
    }
  }

  /**
   * No login, every frame; ten seconds of silence, longer than any camera leaves between two key
   * frames.
   */
  public static VideoOptions defaults() {
    return new VideoOptions(
        Optional.empty(), Optional.empty(), Duration.ofSeconds(10), OptionalDouble.empty());
  }

  public VideoOptions withLogin(Optional<Login> other) {
    return new VideoOptions(other, certificate, silence, framesPerSecond);
  }

  public VideoOptions withCertificate(Optional<Path> other) {
    return new VideoOptions(login, other, silence, framesPerSecond);
  }

  public VideoOptions withSilence(Duration other) {
    return new VideoOptions(login, certificate, other, framesPerSecond);
  }

  public VideoOptions withFramesPerSecond(OptionalDouble other) {
    return new VideoOptions(login, certificate, silence, other);
  }
}
