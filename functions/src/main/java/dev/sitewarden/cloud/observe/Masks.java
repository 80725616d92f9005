package dev.sitewarden.cloud.observe;

import java.util.regex.Pattern;

/**
 * Takes what reaches or opens something private out of texts that others wrote: telephone numbers,
 * mailboxes, keys and tokens. For log lines and traces, which more people read than rows.
 */
public final class Masks {
  private static final String MASK = "***";
  private static final Pattern PRIVATE =
      Pattern.compile(
          "\\+[1-9][0-9 ()./-]{5,20}[0-9]" // a telephone number, as contacts have it
              + "|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+"
              + "|(?i)(?<=(accesskey|signature|sig|secret|password|token)=)[^;&\\s\"]+"
              + "|(?<=(?i:bearer) )[A-Za-z0-9._~+/=-]+");

  private Masks() {}

  public static String masked(String text) {
    return PRIVATE.matcher(text).replaceAll(MASK);
  }
}
