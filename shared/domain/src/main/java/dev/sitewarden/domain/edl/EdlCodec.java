package dev.sitewarden.domain.edl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes and reads CMX3600. What programs add in lines of their own stays with its event, as it
 * was; a list that is read and written says the same again.
 */
public final class EdlCodec {
  private static final int MOST_EVENTS = 100_000;
  private static final String TIME = "(\\d{2}[:;]\\d{2}[:;]\\d{2}[:;.,]\\d{2,3})";
  private static final Pattern EVENT =
      Pattern.compile(
          "(\\d{1,6})\\s+(\\S+)\\s+(\\S+)\\s+([CDK][A-Z]?|W\\d{3})(?:\\s+(\\d{1,3}))?\\s+%1$s\\s+%1$s\\s+%1$s\\s+%1$s"
              .formatted(TIME));
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("\\d{1,6}\\s+\\S+\\s.*");
  private static final String TITLE = "TITLE:";
  private static final String COUNTING = "FCM:";

  private EdlCodec() {}

  /**
   * Reads a list.
   *
   * @param rate frames a second, which the text does not say; {@code FCM: DROP FRAME} in it makes
   *     59.94 of a nominal 60 and 29.97 of all others, drop-frame
   * @throws IllegalArgumentException with the line that is no EDL
   */
  public static Edl read(String text, FrameRate rate) {
    return new Reader(rate).read(text);
  }

  /** The list as text, lines ended by CR LF as the format's programs expect. */
  public static String write(Edl edl) {
    StringBuilder text = new StringBuilder();
    line(text, TITLE + " " + edl.title());
    line(text, COUNTING + (edl.rate().isDrop() ? " DROP FRAME" : " NON-DROP FRAME"));
    for (EdlEvent event : edl.events()) {
      line(text, line(event));
      event.remarks().forEach(remark -> line(text, remark));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }

  private static String line(EdlEvent event) {
    String length =
        event.transition().equals("C") ? "" : "%03d".formatted(event.transitionFrames());
    return "%-4s %-8s %-5s %-4s %-3s %s %s %s %s"
        .formatted(
            event.number(),
            event.reel(),
            event.channels(),
            event.transition(),
            length,
            event.sourceIn(),
            event.sourceOut(),
            event.recordIn(),
            event.recordOut());
  }

  /** Goes through the lines. */
  private static final class Reader {
    private final List<EdlEvent> events = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private FrameRate rate;
    private String title = "";
    private Matcher pending = EVENT.matcher("");
    private boolean isPending;

    Reader(FrameRate rate) {
      this.rate = rate;
    }

    Edl read(String text) {
      int number = 0;
      for (String raw : text.lines().toList()) {
        number++;
        try {
          take(raw.strip());
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
        }
      }
      finish();
      return new Edl(title, rate, events);
    }

    private void take(String line) {
      if (line.startsWith(TITLE)) {
        title = line.substring(TITLE.length()).strip();
      } else if (line.startsWith(COUNTING)) {
        count(line.substring(COUNTING.length()).strip());
      } else if (EVENT.matcher(line).matches()) {
        finish();
        pending = EVENT.matcher(line);
        isPending = pending.matches();
      } else if (LOOKS_LIKE_ONE.matcher(line).matches()) {
        throw new IllegalArgumentException(
            "an event must be number, reel, channels, transition, four timecodes, got '%s'"
                .formatted(line));
      } else if (!line.isEmpty() && isPending) {
        remarks.add(line);
      }
    }

    /** Between events it only repeats what was said; lists that change it are not taken. */
    private void count(String how) {
      FrameRate wanted =
          how.equals("DROP FRAME")
              ? new FrameRate(rate.nominal() == 60 ? 60 : 30, true, true)
              : new FrameRate(rate.nominal(), rate.isNtsc(), false);
      if (!wanted.equals(rate) && (isPending || !events.isEmpty())) {
        throw new IllegalArgumentException("the counting of frames changes within the list");
      }
      rate = wanted;
    }

    private void finish() {
      if (!isPending) {
        return;
      }
      if (events.size() == MOST_EVENTS) {
        throw new IllegalArgumentException("more than %d events".formatted(MOST_EVENTS));
      }
      events.add(
          new EdlEvent(
              pending.group(1),
              pending.group(2),
              pending.group(3),
              pending.group(4),
              pending.group(5) == null ? 0 : Integer.parseInt(pending.group(5)),
              time(6),
              time(7),
              time(8),
              time(9),
              remarks));
      remarks.clear();
      isPending = false;
    }

    private Timecode time(int group) {
      return Timecode.parse(pending.group(group), rate);
    }
  }
}
