package dev.sitewarden.cloud.notify;

import java.util.Locale;

/** What messages to people are said in; each has a file, {@code messages/TAG.json}. */
public enum Language {
  EN,
  DE;

  /** Its name as HTML has it: {@code en}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
