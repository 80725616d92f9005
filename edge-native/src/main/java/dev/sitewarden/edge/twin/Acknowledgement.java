package dev.sitewarden.edge.twin;

import dev.sitewarden.domain.model.ModelVersion;
import java.util.Optional;

/**
 * What became of one desired property: {@code {"value": .., "ac": code, "av": version, "ad":
 * text}}.
 *
 * @param serving the value, where the property is a model
 * @param code as in HTTP: 200 done, 202 under way, 400 refused, 500 tried in vain
 * @param version {@code $version} of the desired properties that are answered
 * @param text one sentence; what is longer than 400 characters is cut
 */
public record Acknowledgement(Optional<ModelVersion> serving, int code, long version, String text) {
  private static final int LONGEST_TEXT = 400;

  public Acknowledgement {
    text =
        text.codePoints()
            .limit(LONGEST_TEXT)
            .map(Acknowledgement::printable)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** What a hub takes; half of a surrogate pair is no character. */
  private static int printable(int codePoint) {
    boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return isHalf || Character.isISOControl(codePoint) ? '?' : codePoint;
  }

  public static Acknowledgement done(long version) {
    return new Acknowledgement(Optional.empty(), 200, version, "in force");
  }

  public static Acknowledgement failed(long version, String reason) {
    return new Acknowledgement(Optional.empty(), 500, version, reason);
  }

  public static Acknowledgement refused(long version, String reason) {
    return new Acknowledgement(Optional.empty(), 400, version, reason);
  }
}
