package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSizes;
import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoFile;
import dev.sitewarden.inference.frame.VideoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the settings' {@code source} of a camera names, and how it is opened.
 *
 * @param text an address ({@code rtsp://}, {@code rtsps://}, {@code http://}, {@code https://}),
 *     {@code v4l2:/dev/video0}, a file or a folder of pictures
 */
public record CameraSource(String text, VideoOptions options) {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://.*");
  private static final Pattern WITH_USER = Pattern.compile("[^:]+://[^/?#]*@.*");

  /** Where pictures come from. */
  public enum Kind {
    /** A camera in the network, or a server that acts like one. */
    STREAM,
    /** A camera that is plugged in. */
    DEVICE,
    /** A video file. */
    RECORDING,
    /** A folder of still pictures. */
    PICTURES
  }

  public CameraSource {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a camera's source must not be blank");
    }
    if (WITH_USER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a camera's source must not hold user and password; give them as its login");
    }
    kindOf(text);
  }

  /** A source without a login, with the usual patience. */
  public static CameraSource of(String text) {
    return new CameraSource(text, VideoOptions.defaults());
  }

  /** Looks at the disk: a folder that appears later is a folder then. */
  public Kind kind() {
    return kindOf(text);
  }

  private static Kind kindOf(String text) {
    var scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
        case "rtsp", "rtsps", "http", "https" -> Kind.STREAM;
        default ->
            throw new IllegalArgumentException(
                "source %s begins with %s://, which no camera here speaks; rtsp, rtsps, http and https are known"
                    .formatted(text, scheme.group(1)));
      };
    }
    if (text.startsWith("v4l2:")) {
      return Kind.DEVICE;
    }
    return Files.isDirectory(Path.of(text)) ? Kind.PICTURES : Kind.RECORDING;
  }

  /** Whether it shows what happens now: it is opened again when it stops, and frames may drop. */
  public boolean isLive() {
    return switch (kind()) {
      case STREAM, DEVICE -> true;
      case RECORDING, PICTURES -> false;
    };
  }

  /**
   * Opens it.
   *
   * @param inputs sizes that frames are letterboxed to
   * @param epoch capture instant of the first packet or picture
   * @param tap gets every encoded packet; still pictures have none
   * @throws java.io.UncheckedIOException if it cannot be opened, with one sentence for the user
   */
  public FrameSource open(CameraId camera, InputSizes inputs, Epoch epoch, PacketTap tap) {
    return open(camera, () -> inputs, epoch, tap);
  }

  /**
   * Opens it for models that may change meanwhile.
   *
   * @param inputs is asked before each frame what that is to be letterboxed to
   * @see #open(CameraId, InputSizes, Epoch, PacketTap)
   */
  public FrameSource open(
      CameraId camera, Supplier<InputSizes> inputs, Epoch epoch, PacketTap tap) {
    return switch (kind()) {
      case STREAM -> requireLive(openVideo(camera, inputs, epoch, tap));
      case DEVICE, RECORDING -> openVideo(camera, inputs, epoch, tap);
      case PICTURES ->
          new ReadablePictures(
              ImageFolder.open(
                  Path.of(text),
                  camera,
                  inputs,
                  epoch.ofFirstPacket(Duration.ZERO),
                  betweenPictures()));
    };
  }

  /** Pictures tell no time; they are taken to be captured at the wanted rate, else each second. */
  private Duration betweenPictures() {
    return Duration.ofNanos(Math.round(1e9 / options.framesPerSecond().orElse(1)));
  }

  private VideoFile openVideo(
      CameraId camera, Supplier<InputSizes> inputs, Epoch epoch, PacketTap tap) {
    return VideoFile.open(text, camera, inputs, epoch, tap, options);
  }

  private static VideoFile requireLive(VideoFile video) {
    if (!video.isLive()) {
      String sentence =
          "%s is a recording with an end, not a camera; download it and name the file"
              .formatted(video.location());
      video.close();
      throw new UncheckedIOException(sentence, new IOException(sentence));
    }
    return video;
  }
}
