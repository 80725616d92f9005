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
  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private static final HexFormat HEX = HexFormat.of();

  public TraceParent {
    require("trace", TRACE, trace);
    require("span", SPAN, span);
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
    return read("00-%s-%s-01".formatted(trace, span));
  }

  /**
   * Reads the header's text; empty if it is none, which W3C wants ignored: a message is worth more
   * than its trace. Later versions may add parts behind the fourth.
   */
  public static Optional<TraceParent> read(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()
        || (parts.group(1).equals("00") && parts.group(5) != null)
        || !TRACE.matcher(parts.group(2)).matches()
        || !SPAN.matcher(parts.group(3)).matches()) {
      return Optional.empty();
    }
    boolean isSampled = (HexFormat.fromHexDigits(parts.group(4)) & 1) == 1;
    return Optional.of(new TraceParent(parts.group(2), parts.group(3), isSampled));
  }

  private static void require(String what, Pattern shape, String value) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be %s, got '%s'".formatted(what, shape.pattern(), value));
    }
  }

  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(trace, span, isSampled ? "01" : "00");
  }
}
