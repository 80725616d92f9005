package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.incident.IncidentId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as W3C Trace Context writes it in {@code traceparent}: whatever follows from
 * a message is a span below it.
 *
 * <p>The trace of an incident has the incident's id, in the same digits, so that whoever knows one
 * finds the other, and a device that tells of the same instant twice tells of one trace.
 *
 * @param trace 32 hexadecimal digits, not all 0
 * @param span 16 hexadecimal digits, not all 0
 * @param isSampled whether whoever wrote it records its own part
 */
public record TraceParent(String trace, String span, boolean isSampled) {
  private static final Pattern TEXT =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;
  private static final HexFormat HEX = HexFormat.of();

  public TraceParent {
    require("trace", TRACE_DIGITS, trace);
    require("span", SPAN_DIGITS, span);
  }

  /**
   * Where a message of an incident stands: its span's digits are the last ones of its id. Empty
   * only if one of the ids is nothing but zeros there, as no honest device makes them.
   */
  public static Optional<TraceParent> of(IncidentId incident, MessageId message) {
    UUID id = incident.value();
    String trace =
        HEX.toHexDigits(id.getMostSignificantBits())
            + HEX.toHexDigits(id.getLeastSignificantBits());
    String span = HEX.toHexDigits(message.value().getLeastSignificantBits());
    return isId(trace, TRACE_DIGITS) && isId(span, SPAN_DIGITS)
        ? Optional.of(new TraceParent(trace, span, true))
        : Optional.empty();
  }

  /**
   * Reads the header's text; empty if it is none, which W3C wants ignored: a message is worth more
   * than its trace. Later versions may add parts behind the fourth.
   */
  public static Optional<TraceParent> read(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()
        || (parts.group(1).equals("00") && parts.group(5) != null)
        || !isId(parts.group(2), TRACE_DIGITS)
        || !isId(parts.group(3), SPAN_DIGITS)) {
      return Optional.empty();
    }
    boolean isSampled = (HexFormat.fromHexDigits(parts.group(4)) & 1) == 1;
    return Optional.of(new TraceParent(parts.group(2), parts.group(3), isSampled));
  }

  private static void require(String what, int digits, String value) {
    if (!isId(value, digits)) {
      throw new IllegalArgumentException(
          "%s must be %d lower-case hexadecimal digits, not all 0, got '%s'"
              .formatted(what, digits, value));
    }
  }

  /** One is made for each message, so there is no pattern. */
  private static boolean isId(String value, int digits) {
    boolean isZero = true;
    for (int i = 0; i < value.length(); i++) {
      char digit = value.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
      isZero &= digit == '0';
    }
    return value.length() == digits && !isZero;
  }

  @Override
  public String toString() {
    return "00-" + trace + "-" + span + (isSampled ? "-01" : "-00");
  }
}
