package dev.sitewarden.cloud.incident;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file, both ends included, as RFC 9110 section 14 counts. */
record ByteRange(long first, long last) {
  private static final Pattern ONE =
      Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})", Pattern.CASE_INSENSITIVE);

  long length() {
    return last - first + 1;
  }

  /** Whether the header asks for one range of bytes; others may be ignored, says the RFC. */
  static boolean isOne(String header) {
    Matcher range = ONE.matcher(header.strip());
    return range.matches() && !(range.group(1).isEmpty() && range.group(2).isEmpty());
  }

  /** The part of a file of this size, or empty if no byte of it exists. */
  static Optional<ByteRange> of(String header, long size) {
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    String from = range.group(1);
    String to = range.group(2);
    long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
    long last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
    return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
  }
}
