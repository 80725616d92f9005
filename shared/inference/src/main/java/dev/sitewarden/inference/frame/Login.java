package dev.sitewarden.inference.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * User and password of a camera. They go to FFmpeg and nowhere else: neither this nor an address
 * that carries them is ever printed.
 */
public record Login(String user, String password) {
  /** FFmpeg cuts off what is longer, so that a camera would refuse it for no visible reason. */
  private static final int LONGEST_ENCODED = 127;

  public Login {
    if (user.isBlank() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a camera's login needs a user without a colon");
    }
    int length = encoded(user, password).length();
    if (length > LONGEST_ENCODED) {
      throw new IllegalArgumentException(
          "login of user %s is %d characters long once it is encoded for an address; FFmpeg takes %d: choose a shorter password at the camera"
              .formatted(user, length, LONGEST_ENCODED));
    }
  }

  /** Reads {@code user:password}; the password may hold colons. */
  public static Login of(String text) {
    String line = text.strip();
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a camera's login must read user:password");
    }
    return new Login(line.substring(0, colon), line.substring(colon + 1));
  }

  /**
   * Reads a file that holds {@code user:password} and nothing else.
   *
   * @throws UncheckedIOException if there is no such file
   * @throws IllegalArgumentException if it holds something else, which is not repeated
   */
  public static Login read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the camera's login in %s; put user:password there, readable by this user only"
              .formatted(file),
          e);
    }
  }

  /** As it stands in an address, before the at sign. */
  String encoded() {
    return encoded(user, password);
  }

  private static String encoded(String user, String password) {
    return encode(user) + ":" + encode(password);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "login of user " + user;
  }
}
