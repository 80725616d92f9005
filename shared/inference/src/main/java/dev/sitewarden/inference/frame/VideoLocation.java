package dev.sitewarden.inference.frame;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A video's file name or URL as the user wrote it, and what to tell him when it does not work. */
record VideoLocation(String text) {
  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
  private static final Pattern USER = Pattern.compile("://[^/@]*@");
  private static final Pattern QUERY = Pattern.compile("\\?.*");

  boolean isRemote() {
    return URL.matcher(text).matches();
  }

  /**
   * Files get a protocol of their own, so that a colon or a percent sign in a name means nothing.
   */
  String forFfmpeg() {
    if (isRemote()) {
      return text;
    }
    if (!Files.exists(Path.of(text))) {
      throw Ffmpeg.failure("no video at %s; check the path".formatted(text));
    }
    if (Files.isDirectory(Path.of(text))) {
      throw Ffmpeg.failure("%s is a folder, not a video; name a file in it".formatted(text));
    }
    return "file:" + text;
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
    return isRemote()
        ? "check that the camera is on and that address and password are right"
        : "it may be cut off or not a video; copy it again from where it came from";
  }
}
