package dev.sitewarden.inference.frame;

import java.time.Duration;
import java.util.Optional;

/**
 * How a video is opened.
 *
 * @param login user and password of a camera
 * @param silence after which a camera that sends nothing has stopped. Raising it: a dead camera is
 *     noticed later. Lowering it: a slow network counts as a loss
 */
public record VideoOptions(Optional<Login> login, Duration silence) {
  public VideoOptions {
    if (!silence.isPositive()) {
      throw new IllegalArgumentException(
          "a camera's silence must be longer than 0s, got " + silence);
    }
  }

  /** No login; ten seconds of silence, longer than any camera leaves between two key frames. */
  public static VideoOptions defaults() {
    return new VideoOptions(Optional.empty(), Duration.ofSeconds(10));
  }

  public VideoOptions withLogin(Optional<Login> other) {
    return new VideoOptions(other, silence);
  }

  public VideoOptions withSilence(Duration other) {
    return new VideoOptions(login, other);
  }
}
