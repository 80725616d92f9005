package dev.sitewarden.domain.wire;

import java.time.Instant;

/**
 * Something about the device itself that people should know.
 *
 * @param subject what it happened to, such as a camera's id or a model's version
 * @param text what happened, for people
 */
public record DeviceHealth(Kind kind, String subject, String text, Instant at)
    implements DeviceMessage {
  public static final String TYPE = "dev.sitewarden.device.health.v1";
  private static final int LONGEST_SUBJECT = 128;
  private static final int LONGEST_TEXT = 2000;

  /** What happened. */
  public enum Kind {
    STARTED,
    STOPPED,
    CAMERA_LOST,
    CAMERA_RETURNED,
    SETTINGS_APPLIED,
    SETTINGS_REFUSED,
    MODEL_ACTIVATED,
    MODEL_REFUSED,
    MODEL_ROLLED_BACK,
    CLOCK_JUMP,
    DISK_FULL,
    DATA_LOST
  }

  public DeviceHealth {
    require("subject", LONGEST_SUBJECT, subject);
    require("text", LONGEST_TEXT, text);
  }

  /** The same with whatever texts: line breaks become blanks, and what is too long is cut. */
  public static DeviceHealth of(Kind kind, String subject, String text, Instant at) {
    return new DeviceHealth(
        kind, fitting(LONGEST_SUBJECT, subject), fitting(LONGEST_TEXT, text), at);
  }

  private static String fitting(int longest, String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (plain.isEmpty()) {
      return "?";
    }
    return plain.length() <= longest ? plain : plain.substring(0, longest - 3) + "...";
  }

  private static void require(String key, int longest, String text) {
    if (text.isBlank()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "device health needs a %s of 1..%d printable characters, got '%s'"
              .formatted(key, longest, text));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }
}
