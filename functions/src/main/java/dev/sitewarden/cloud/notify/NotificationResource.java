package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows what was sent to whom, and why something was not: locally this is the outbox itself. */
@Path("/api/v1/notifications")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class NotificationResource {
  private final NotificationRows rows;

  NotificationResource(NotificationRows rows) {
    this.rows = rows;
  }

  /**
   * A message to a person.
   *
   * @param suppressedBy which kind of reason kept it from being sent
   * @param reason why it was suppressed, failed, or is tried again, in English
   * @param reasonValues what the reason of a suppression says, by name; times as instants
   */
  record NotificationView(
      UUID id,
      NotificationKind kind,
      Optional<UUID> incidentId,
      Optional<String> channel,
      Optional<String> recipient,
      Optional<String> subject,
      Optional<String> text,
      Instant createdAt,
      Optional<Instant> sentAt,
      Optional<Instant> deliveredAt,
      NotificationState state,
      Optional<Suppression.Code> suppressedBy,
      Optional<String> reason,
      Optional<Map<String, String>> reasonValues,
      int attempts,
      Optional<UUID> digestId) {

    static NotificationView of(NotificationEntity row) {
      return new NotificationView(
          row.id,
          row.kind,
          Optional.ofNullable(row.incidentId),
          Optional.ofNullable(row.channel),
          Optional.ofNullable(row.recipient),
          Optional.ofNullable(row.subject),
          Optional.ofNullable(row.text),
          row.createdAt,
          Optional.ofNullable(row.sentAt),
          Optional.ofNullable(row.deliveredAt),
          row.state,
          Optional.ofNullable(row.suppressedBy),
          Optional.ofNullable(row.reason),
          Optional.ofNullable(row.reasonValues)
              .filter(values -> row.suppressedBy != null)
              .map(ReasonValues::read),
          row.attempts,
          Optional.ofNullable(row.digestId));
    }
  }

  /** The newest messages, newest first. */
  record NotificationList(List<NotificationView> items) {
    NotificationList {
      items = List.copyOf(items);
    }
  }

  /**
   * The newest 100 messages.
   *
   * @param state only these states; may be repeated
   * @param incident only those about this incident
   */
  @GET
  public Uni<NotificationList> list(
      @RestQuery List<String> state, @RestQuery Optional<UUID> incident) {
    return rows.newest(states(state), incident)
        .map(found -> new NotificationList(found.stream().map(NotificationView::of).toList()));
  }

  private static List<NotificationState> states(List<String> names) {
    try {
      return names.isEmpty()
          ? List.of(NotificationState.values())
          : names.stream().map(NotificationState::valueOf).toList();
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "invalid-state",
          "state must be one of %s.".formatted(Arrays.toString(NotificationState.values())));
    }
  }
}
