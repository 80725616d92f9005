package dev.sitewarden.hub.identity;

/** Text that came from outside, fit for one line of a log. */
public final class LogText {
  private static final int MOST_CHARACTERS = 500;

  private LogText() {}

  /** The text with control characters shown as {@code ?}, cut where it gets too long. */
  public static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }
}
