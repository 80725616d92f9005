package dev.sitewarden.domain.edl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame's number, written as hours, minutes, seconds and frames.
 *
 * <p>Drop-frame timecode (SMPTE ST 12-1) leaves out numbers, never frames: 00 and 01 of each minute
 * except every tenth. Ten minutes have 17,982 frames then, which is what 29.97 frames a second show
 * in ten minutes, to 0.18 frames.
 *
 * @param frame from 0; less than 24 hours
 */
public record Timecode(long frame, FrameRate rate) implements Comparable<Timecode> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{2})[:;](\\d{2})[:;](\\d{2})([:;.,])(\\d{2,3})");

  public Timecode {
    long frames = rate.framesOfDay();
    if (frame < 0 || frame >= frames) {
      throw new IllegalArgumentException(
          "a timecode must be within 24 hours, 0..%d frames, got %d".formatted(frames - 1, frame));
    }
  }

  /** Reads {@code 01:02:03:04}; a number that drop-frame leaves out is refused. */
  public static Timecode parse(String text, FrameRate rate) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a timecode must look like 01:02:03:04, got '%s'".formatted(text));
    }
    int minutes = number(parts, 1) * 60 + number(parts, 2);
    int seconds = number(parts, 3);
    int frames = number(parts, 5);
    if (number(parts, 2) > 59 || seconds > 59 || frames >= rate.nominal()) {
      throw new IllegalArgumentException(
          "'%s' is no timecode at %d frames a second".formatted(text, rate.nominal()));
    }
    boolean isLeftOut = seconds == 0 && minutes % 10 != 0 && frames < rate.dropped();
    if (isLeftOut) {
      throw new IllegalArgumentException(
          "drop-frame timecode has no '%s': it goes on with frame %02d"
              .formatted(text, rate.dropped()));
    }
    long number = 60L * rate.nominal() * minutes + (long) seconds * rate.nominal() + frames;
    return new Timecode(number - leftOut(minutes, rate), rate);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /** Numbers that are left out up to and in this minute of the day. */
  private static long leftOut(int minutes, FrameRate rate) {
    return (long) rate.dropped() * (minutes - minutes / 10);
  }

  /** So many frames later. */
  public Timecode plus(long frames) {
    return new Timecode(frame + frames, rate);
  }

  @Override
  public int compareTo(Timecode other) {
    return Long.compare(frame, other.frame);
  }

  /** {@code 01:02:03:04}; drop-frame has a semicolon before the frames. */
  @Override
  public String toString() {
    long number = frame + leftOut();
    long seconds = number / rate.nominal();
    return "%02d:%02d:%02d%s%02d"
        .formatted(
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
            rate.isDrop() ? ";" : ":",
            number % rate.nominal());
  }

  /** How many numbers were left out before this frame. */
  private long leftOut() {
    if (!rate.isDrop()) {
      return 0;
    }
    long ofTenMinutes = 600L * rate.nominal() - leftOut(10, rate);
    long tens = frame / ofTenMinutes;
    long rest = frame % ofTenMinutes;
    long firstMinute = 60L * rate.nominal();
    long minutes =
        rest < firstMinute ? 0 : 1 + (rest - firstMinute) / (firstMinute - rate.dropped());
    return rate.dropped() * (9 * tens + minutes);
  }
}
