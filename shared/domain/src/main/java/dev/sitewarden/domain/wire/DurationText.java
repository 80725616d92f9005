package dev.sitewarden.domain.wire;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of time as people write them: a whole number and {@code ms}, {@code s}, {@code m}, {@code
 * h} or {@code d}.
 */
public final class DurationText {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * The span.
   *
   * @throws IllegalArgumentException if it does not look like {@code 30s}
   */
  public static Duration parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "must be a time such as 500ms, 30s, 5m, 2h or 7d, got '%s'".formatted(text));
    }
    long count = Long.parseLong(shape.group(1));
    return switch (shape.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
