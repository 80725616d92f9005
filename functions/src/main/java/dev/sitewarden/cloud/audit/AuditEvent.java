package dev.sitewarden.cloud.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Something that was done, as it is written down.
 *
 * @param at to the millisecond
 * @param actor a user or a device; empty for Sitewarden itself
 * @param action a name of {@link AuditAction}, also one that this version does not know
 * @param subject what it was done to, such as an incident's id
 * @param device empty if it is about no camera
 * @param camera empty if it is about no camera
 */
public record AuditEvent(
    Instant at,
    String actor,
    String action,
    String subject,
    String device,
    String camera,
    String detail) {
  private static final String VERSION = "sitewarden-audit-1";
  private static final int LONGEST_DETAIL = 4000;

  public AuditEvent {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    detail = detail.replace('\0', ' '); // PostgreSQL stores any character but this
    detail = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
  }

  /** About one camera. */
  public static AuditEvent ofCamera(
      Instant at,
      String actor,
      AuditAction action,
      String subject,
      String device,
      String camera,
      String detail) {
    return new AuditEvent(at, actor, action.name(), subject, device, camera, detail);
  }

  /** About no camera. */
  public static AuditEvent of(
      Instant at, String actor, AuditAction action, String subject, String detail) {
    return new AuditEvent(at, actor, action.name(), subject, "", "", detail);
  }

  /**
   * The bytes that are hashed: each field with its length before it, so that no two events have the
   * same bytes.
   */
  byte[] canonical(int lane, long number) {
    StringBuilder text = new StringBuilder(VERSION).append('\n');
    List<String> fields =
        List.of(
            String.valueOf(lane),
            String.valueOf(number),
            String.valueOf(at.toEpochMilli()),
            actor,
            action,
            subject,
            device,
            camera,
            detail);
    for (String field : fields) {
      int bytes = field.getBytes(StandardCharsets.UTF_8).length;
      text.append(bytes).append(':').append(field).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
