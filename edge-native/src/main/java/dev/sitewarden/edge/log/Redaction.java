package dev.sitewarden.edge.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Blots out what looks like a secret. A net below those who should not have said it: whatever looks
 * like one goes, however harmless.
 */
final class Redaction {
  private static final String BLOT = "***";

  /** Each keeps what stands before the secret in its first group. */
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://)[^/\\s?#]*@"), // user:password@host
          Pattern.compile("(?i)(SharedAccessKey\\s*=\\s*)[^;\\s,\"']+"),
          Pattern.compile("(?i)((?:[?&\\s]|^)sig=)[^&\\s\"']+"),
          Pattern.compile("(?i)(authorization\\s*[:=]\\s*)\\S+(?: +[^\\s,]+)?"),
          Pattern.compile("(?i)(\\bbearer +)[^\\s,\"']+"),
          Pattern.compile(
              "(?i)\\b((?:password|passwd|secret|token)\"?\\s*[:=]\\s*\"?)[^\\s,;&\"']+"));

  private Redaction() {}

  static String of(String text) {
    String clean = text;
    for (Pattern secret : SECRETS) {
      clean = secret.matcher(clean).replaceAll("$1" + BLOT);
    }
    return clean;
  }
}
