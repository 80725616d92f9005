package dev.sitewarden.cloud.device;

import dev.sitewarden.cloud.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/** A place in the list of devices, the worst first and then by name; opaque to callers. */
record DeviceCursor(Health.State state, String device) implements Comparable<DeviceCursor> {
  private static final Comparator<DeviceCursor> ORDER =
      Comparator.comparing(DeviceCursor::state).thenComparing(DeviceCursor::device);

  /** Before every device. */
  static final DeviceCursor TOP = new DeviceCursor(Health.State.SILENT, "");

  @Override
  public int compareTo(DeviceCursor other) {
    return ORDER.compare(this, other);
  }

  String text() {
    byte[] plain = (state + "." + device).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
  }

  /** Reads what {@link #text} wrote; anything else is a problem with the code invalid-cursor. */
  static DeviceCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int dot = plain.indexOf('.');
      if (dot > 0) {
        return new DeviceCursor(
            Health.State.valueOf(plain.substring(0, dot)), plain.substring(dot + 1));
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static ProblemException invalid() {
    return ProblemException.badRequest(
        "invalid-cursor", "after is no cursor; take it from an earlier answer.");
  }
}
