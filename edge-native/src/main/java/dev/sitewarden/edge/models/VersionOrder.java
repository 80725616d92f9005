package dev.sitewarden.edge.models;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Which of two versions of a model is the newer one: numbers, perhaps joined by dots. */
final class VersionOrder {
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}");

  private VersionOrder() {}

  /**
   * Refuses an older version: whoever can replay an old order and its archive must not bring back a
   * model that was replaced for a reason.
   *
   * @throws IllegalArgumentException if it is older, or if nobody can tell
   */
  static void requireNotOlder(String serving, String ordered) {
    if (!NUMBERS.matcher(serving).matches() || !NUMBERS.matcher(ordered).matches()) {
      if (!serving.equals(ordered)) {
        throw new IllegalArgumentException(
            "model %s rejected: nobody can tell whether it is newer than %s, which serves; order it"
                    .formatted(ordered, serving)
                + " with allow-rollback or use numbers as versions");
      }
    } else if (Arrays.compare(numbers(ordered), numbers(serving)) < 0) {
      throw new IllegalArgumentException(
          "model %s rejected: it is older than %s, which serves; order it with allow-rollback if that"
                  .formatted(ordered, serving)
              + " is meant");
    }
  }

  private static int[] numbers(String version) {
    int[] numbers = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    return Arrays.copyOf(numbers, 4);
  }
}
