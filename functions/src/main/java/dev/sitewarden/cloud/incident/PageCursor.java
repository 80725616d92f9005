package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** The place after which a page of older incidents begins; opaque for callers. */
record PageCursor(Instant capturedAt, UUID id) {
  private static final int BYTES = 3 * Long.BYTES;

  static PageCursor at(IncidentEntity incident) {
    return new PageCursor(incident.capturedAt, incident.id);
  }

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, capturedAt));
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads what {@link #text} wrote; anything else is a problem with the code invalid-cursor. */
  static PageCursor parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == BYTES) {
        ByteBuffer cursor = ByteBuffer.wrap(bytes);
        Instant at = Instant.EPOCH.plus(cursor.getLong(), ChronoUnit.MICROS);
        return new PageCursor(at, new UUID(cursor.getLong(), cursor.getLong()));
      }
    } catch (IllegalArgumentException e) {
      throw invalid("before", text);
    }
    throw invalid("before", text);
  }

  /** Reads a news cursor. */
  static long news(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid("after", text);
    }
    throw invalid("after", text);
  }

  private static ProblemException invalid(String parameter, String text) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
    return ProblemException.badRequest(
        "invalid-cursor",
        "'%s' is no cursor for %s; take it from an earlier answer.".formatted(shown, parameter));
  }
}
