package dev.sitewarden.domain.incident;

import java.util.regex.Pattern;

/** Where a file lies in the blob store: names joined by {@code /}, below its device's. */
public final class BlobPath {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final int LONGEST = 512;

  private BlobPath() {}

  /**
   * Refuses what must not become a file name: devices say it.
   *
   * @param what the file is, for the complaint
   */
  public static void require(String what, String path) {
    if (path.length() > LONGEST || !SHAPE.matcher(path).matches()) {
      throw new IllegalArgumentException(
          ("%s path must be names joined by '/', each of letters, digits, '.', '_' or '-'"
                  + " and starting with a letter or digit, 512 characters at most, got '%s'")
              .formatted(what, path));
    }
  }
}
