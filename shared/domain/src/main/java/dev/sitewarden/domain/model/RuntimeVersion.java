package dev.sitewarden.domain.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the edge that runs models, and the least one that a model needs: {@code 0.1.0}.
 */
public record RuntimeVersion(int major, int minor, int patch)
    implements Comparable<RuntimeVersion> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})(-.*)?");

  /** What this code is. */
  public static final RuntimeVersion CURRENT = new RuntimeVersion(0, 1, 0);

  public RuntimeVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException(
          "runtime version must not be negative, got %d.%d.%d".formatted(major, minor, patch));
    }
  }

  /** Reads three numbers; what follows a dash ({@code -SNAPSHOT}) does not count. */
  public static RuntimeVersion of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "runtime version must be three numbers like 0.1.0, got '%s'".formatted(text));
    }
    return new RuntimeVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  @Override
  public int compareTo(RuntimeVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return "%d.%d.%d".formatted(major, minor, patch);
  }
}
