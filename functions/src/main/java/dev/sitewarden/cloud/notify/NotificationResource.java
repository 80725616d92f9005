package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.rights.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what was sent to whom: locally this is the outbox itself. */
@Path("/api/v1/notifications")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class NotificationResource {
  private final NotificationRows rows;

  NotificationResource(NotificationRows rows) {
    this.rows = rows;
  }

  /** A message to a person. */
  record NotificationView(
      UUID id,
      UUID incidentId,
      String channel,
      String recipient,
      String subject,
      String text,
      Instant createdAt,
      Optional<Instant> sentAt,
      NotificationState state) {

    static NotificationView of(NotificationEntity row) {
      return new NotificationView(
          row.id,
          row.incidentId,
          row.channel,
          row.recipient,
          row.subject,
          row.text,
          row.createdAt,
          Optional.ofNullable(row.sentAt),
          row.state);
    }
  }

  /** The newest messages, newest first. */
  record NotificationList(List<NotificationView> items) {
    NotificationList {
      items = List.copyOf(items);
    }
  }

  /** The newest 100 messages. */
  @GET
  public Uni<NotificationList> list() {
    return rows.newest()
        .map(found -> new NotificationList(found.stream().map(NotificationView::of).toList()));
  }
}
