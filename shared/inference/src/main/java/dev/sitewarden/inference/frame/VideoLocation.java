package dev.sitewarden.inference.frame;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A video's file name, URL or device as the user wrote it, and what to tell him when it does not
 * work.
 *
 * @param login of a camera; never part of what is told
 * @param trusted PEM file of what a camera's certificate must be or be signed by
 */
record VideoLocation(String text, Optional<Login> login, Optional<Path> trusted) {
  /** How the device of a USB camera is named: {@code v4l2:/dev/video0}. */
  private static final String DEVICE = "v4l2:";

  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
  private static final Pattern USER = Pattern.compile("://[^/@]*@");
  private static final Pattern QUERY = Pattern.compile("\\?.*");

  boolean isRemote() {
    return URL.matcher(text).matches();
  }

  /** A camera that is plugged in. */
  boolean isDevice() {
    return text.startsWith(DEVICE);
  }

  static VideoLocation of(String text, VideoOptions options) {
    return new VideoLocation(text, options.login(), options.certificate());
  }

  /** Whether the camera has to prove who it is. */
  boolean isSecured() {
    return text.startsWith("rtsps://") || text.startsWith("https://");
  }

  boolean isRtsp() {
    return text.startsWith("rtsp://") || text.startsWith("rtsps://");
  }

  /** Whether waiting for it may take for ever. */
  boolean mayStall() {
    return isRemote() || isDevice();
  }

  /**
   * Files get a protocol of their own, so that a colon or a percent sign in a name means nothing.
   */
  String forFfmpeg() {
    if (isSecured() && !Files.isReadable(certificate())) {
      throw Ffmpeg.failure(
          "cannot open video %s: there is no certificate at %s to know it by; put the camera's there, in PEM"
              .formatted(this, certificate()));
    }
    if (isRemote()) {
      return login.map(this::withLogin).orElse(text);
    }
    if (isDevice()) {
      return device().toString();
    }
    if (!Files.exists(Path.of(text))) {
      throw Ffmpeg.failure("no video at %s; check the path".formatted(text));
    }
    if (Files.isDirectory(Path.of(text))) {
      throw Ffmpeg.failure("%s is a folder, not a video; name a file in it".formatted(text));
    }
    return "file:" + text;
  }

  /**
   * What the camera is known by. FFmpeg does not compare a certificate's names with the address, so
   * that whoever has any certificate could answer if all that the system trusts were taken.
   */
  Path certificate() {
    return trusted.orElseThrow(
        () ->
            Ffmpeg.failure(
                "cannot open video %s: it is not said which certificate the camera has; name its PEM file below the state's secrets as cameras.C.certificate"
                    .formatted(this)));
  }

  private String withLogin(Login user) {
    int host = text.indexOf("://") + 3;
    return text.substring(0, host) + user.encoded() + "@" + text.substring(host);
  }

  private Path device() {
    Path device = Path.of(text.substring(DEVICE.length()));
    if (!Files.exists(device)) {
      throw Ffmpeg.failure(
          "no camera at %s; plug it in, or see in `v4l2-ctl --list-devices` what it is called"
              .formatted(device));
    }
    return device;
  }

  /** The location; of an address without user, password and query, which may hold a token. */
  @Override
  public String toString() {
    if (!isRemote()) {
      return text;
    }
    String anonymous = USER.matcher(text).replaceFirst("://");
    return QUERY.matcher(anonymous).replaceFirst("?...");
  }

  UncheckedIOException cannotOpen(int code) {
    return Ffmpeg.failure("cannot open video " + this, code, wayOut());
  }

  UncheckedIOException silent(Duration limit) {
    return Ffmpeg.failure(
        "video %s sent nothing for %s s; %s".formatted(this, limit.toMillis() / 1000.0, wayOut()));
  }

  UncheckedIOException stopped(int code) {
    return Ffmpeg.failure("video %s stopped".formatted(this), code, wayOut());
  }

  UncheckedIOException hasNoVideo() {
    return Ffmpeg.failure("%s has no readable video stream; %s".formatted(this, wayOut()));
  }

  UncheckedIOException isDamaged(long framesRead) {
    return Ffmpeg.failure(
        "video %s is cut off or damaged: %d frames could be read; copy it again from where it came from"
            .formatted(this, framesRead));
  }

  private String wayOut() {
    if (isDevice()) {
      return "check that it is a camera, that no other program uses it and that this user may read it (group video)";
    }
    if (isSecured()) {
      return "check that the camera is on, that address and password are right and that %s vouches for its certificate"
          .formatted(trusted.map(Path::toString).orElse("cameras.C.certificate"));
    }
    return isRemote()
        ? "check that the camera is on and that address and password are right"
        : "it may be cut off or not a video; copy it again from where it came from";
  }
}
