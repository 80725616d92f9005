package dev.sitewarden.edge.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what was looked at, in a word or two
 * @param text what was found
 * @param remedy what to do about it; empty if all is well
 */
record Finding(Level level, String subject, String text, String remedy) {
  enum Level {
    OK,
    /** Works, and not as well or as long as it could. */
    WARN,
    /** The edge does not do its work. */
    FAIL
  }

  Finding {
    if ((level == Level.OK) != remedy.isEmpty()) {
      throw new IllegalArgumentException(
          "a finding has a remedy unless it is OK, got %s '%s'".formatted(level, remedy));
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, "");
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(Level.WARN, subject, text, remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(Level.FAIL, subject, text, remedy);
  }

  /** One line. */
  @Override
  public String toString() {
    String line = "%-4s  %s: %s".formatted(level, subject, text);
    return (remedy.isEmpty() ? line : line + "; " + remedy).replaceAll("\\s*\\R\\s*", " ");
  }
}
