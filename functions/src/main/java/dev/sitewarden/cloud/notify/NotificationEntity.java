package dev.sitewarden.cloud.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message to a person; its id makes handing it over twice harmless. */
@Entity
@Table(name = "notification")
class NotificationEntity {
  @Id UUID id;
  UUID incidentId;
  String channel;
  String recipient;
  String subject;
  String text;

  @Enumerated(EnumType.STRING)
  NotificationState state = NotificationState.PENDING;

  int attempts;
  Instant createdAt;
  Instant nextAttemptAt;
  @Nullable Instant sentAt;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected NotificationEntity() {}

  NotificationEntity(
      UUID incidentId, String channel, String recipient, IncidentMessage message, Instant now) {
    this.id = UUID.randomUUID();
    this.incidentId = incidentId;
    this.channel = channel;
    this.recipient = recipient;
    this.subject = message.subject();
    this.text = message.text();
    this.createdAt = now;
    this.nextAttemptAt = now;
  }
}
