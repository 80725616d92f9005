package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the list of dead letters, newest first; opaque to callers. */
record DeadLetterCursor(Instant lastAt, String digest) {
  /** Before everything; within what both Java and PostgreSQL can say. */
  static final DeadLetterCursor TOP =
      new DeadLetterCursor(Instant.parse("9999-12-31T00:00:00Z"), "");

  private static final Pattern TEXT = Pattern.compile("(\\d{1,16})\\.([0-9a-f]{64})");

  static DeadLetterCursor at(DeadLetterEntity letter) {
    return new DeadLetterCursor(letter.lastAt, letter.digest);
  }

  String text() {
    String plain = ChronoUnit.MICROS.between(Instant.EPOCH, lastAt) + "." + digest;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #text} wrote; anything else is a problem with the code invalid-cursor. */
  static DeadLetterCursor parse(String text) {
    try {
      Matcher plain =
          TEXT.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
      if (plain.matches()) {
        Instant at = Instant.EPOCH.plus(Long.parseLong(plain.group(1)), ChronoUnit.MICROS);
        return new DeadLetterCursor(at, plain.group(2));
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static ProblemException invalid() {
    return ProblemException.badRequest(
        "invalid-cursor", "before is no cursor; take it from an earlier answer.");
  }
}
