package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.wire.TraceParent;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message to a person; its id makes handing it over twice harmless. */
@Entity
@Table(name = "notification")
class NotificationEntity {
  @Id UUID id;

  /** Null for a digest, which is about many. */
  @Nullable UUID incidentId;

  @Enumerated(EnumType.STRING)
  NotificationKind kind;

  /** How often the incident was escalated when this was written. */
  int level;

  /** Null until somebody was chosen. */
  @Nullable String channel;

  /** Null until somebody was chosen. */
  @Nullable String recipient;

  /** Whether it is told to somebody who is not on call, as nobody is. */
  boolean toldInstead;

  /** How severe the incident is as people are told; null until they are. */
  @Enumerated(EnumType.STRING)
  @Nullable Severity severity;

  /** The first incident of its situation, if people are told of a repeat. */
  @Nullable UUID situation;

  /** Whether it says that the incident became an alarm after it was opened. */
  boolean raised;

  /** The person who made it one, if it was a person. */
  @Nullable String raisedBy;

  /** Where the channel finds him. */
  @Nullable String address;

  /** In which language it is said. */
  @Enumerated(EnumType.STRING)
  Language language = Language.EN;

  /** Null until it was routed: only then it is known who reads it. */
  @Nullable String subject;

  /** Null until it was routed. */
  @Nullable String text;

  @Enumerated(EnumType.STRING)
  NotificationState state = NotificationState.NEW;

  @Enumerated(EnumType.STRING)
  Suppression.@Nullable Code suppressedBy;

  /** Why it was suppressed, failed, or waits for another attempt. */
  @Nullable String reason;

  /** What the reason of a suppression says, as JSON; null for other reasons. */
  @Nullable String reasonValues;

  /** The digest that tells of it. */
  @Nullable UUID digestId;

  /** What the channel calls it. */
  @Nullable String receipt;

  /** Where it stands in the trace that began at the device. */
  @Nullable String traceparent;

  /** What a digest tells of; known in the transaction alone that writes it. */
  @Transient List<UUID> tellsOf = List.of();

  int attempts;
  Instant createdAt;
  Instant nextAttemptAt;
  @Nullable Instant sentAt;
  @Nullable Instant deliveredAt;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected NotificationEntity() {}

  NotificationEntity(NotificationKind kind, Optional<UUID> incident, int level, Instant now) {
    this.id = UUID.randomUUID();
    this.kind = kind;
    this.incidentId = incident.orElse(null);
    this.level = level;
    this.createdAt = now;
    this.nextAttemptAt = now;
  }

  /** As columns of a row that nobody was chosen for yet. */
  void writeNew(JsonGenerator json) throws IOException {
    json.writeStringField("id", id.toString());
    json.writeStringField("incident_id", Objects.toString(incidentId, null));
    json.writeStringField("kind", kind.name());
    json.writeNumberField("level", level);
    json.writeStringField("state", state.name());
    json.writeNumberField("attempts", attempts);
    json.writeStringField("created_at", createdAt.toString());
    json.writeStringField("next_attempt_at", nextAttemptAt.toString());
    json.writeStringField("traceparent", traceparent);
    json.writeBooleanField("raised", raised);
    json.writeStringField("raised_by", raisedBy);
  }

  /** The same for somebody who is not on call, as nobody is. */
  NotificationEntity insteadCopy() {
    NotificationEntity copy = copy();
    copy.toldInstead = true;
    return copy;
  }

  /** The same for one more channel or recipient. */
  NotificationEntity copy() {
    NotificationEntity copy =
        new NotificationEntity(kind, Optional.ofNullable(incidentId), level, createdAt);
    copy.traceparent = traceparent;
    copy.raised = raised;
    copy.raisedBy = raisedBy;
    return copy;
  }

  /** Has it say that the incident became an alarm, by that person or as the device says. */
  void tellsOfRise(Optional<String> by) {
    raised = true;
    raisedBy = by.orElse(null);
  }

  /** Whether he knows of the rise that it tells of, as he made it. */
  boolean isRaisedBy(String person) {
    return person.equals(raisedBy);
  }

  /** Notes of what people are told by it. */
  void saysOf(IncidentEntity incident) {
    severity = incident.severity();
    situation = incident.isRepeat() ? incident.situation() : null;
  }

  /** Puts it into a trace, or into none. */
  void stand(Optional<TraceParent> place) {
    traceparent = place.map(TraceParent::toString).orElse(null);
  }

  /** Where it stands in a trace, if it does. */
  Optional<TraceParent> place() {
    return Optional.ofNullable(traceparent).flatMap(TraceParent::read);
  }

  void suppress(Suppression why) {
    state = NotificationState.SUPPRESSED;
    because(why);
  }

  /**
   * Notes that nobody was found for it.
   *
   * @param due when quiet hours end that it would have waited for
   */
  void foundNobody(Suppression why, Optional<Instant> due) {
    suppress(why);
    recipient = null;
    channel = null;
    address = null;
    nextAttemptAt = due.orElse(createdAt);
  }

  /** Whether nobody was found for it when it was routed before. */
  boolean foundNobodyBefore() {
    return suppressedBy == Suppression.Code.NOBODY;
  }

  /** Whether it was routed before, and woken: it waited, or nobody was found for it. */
  boolean isWoken() {
    return suppressedBy != null;
  }

  private void because(Suppression why) {
    suppressedBy = why.code();
    reason = why.reason();
    reasonValues = ReasonValues.write(why.values());
  }

  /** Notes that a digest tells of it, which was held for this. */
  void toldOf(UUID digest, int held, Instant at) {
    suppress(Suppression.toldOf(Objects.requireNonNull(suppressedBy), held, at));
    digestId = digest;
  }

  /** Keeps it back for a digest that is due then. */
  void hold(String person, Suppression why, Instant due) {
    recipient = person;
    channel = null;
    address = null;
    state = NotificationState.HELD;
    because(why);
    nextAttemptAt = due;
  }

  /** Has the digest that tells of it go one way only, whatever else leads to the person. */
  void keepTo(Destination way) {
    channel = way.channel();
    address = way.address();
    language = way.language();
  }

  /** The way that it is kept to, if it is to one. */
  Optional<Destination> keptTo() {
    return channel == null || recipient == null || address == null
        ? Optional.empty()
        : Optional.of(new Destination(recipient, channel, address, language));
  }

  /** Nobody can be told by it. */
  void giveUp(String why) {
    state = NotificationState.FAILED;
    suppressedBy = null;
    reason = why;
    reasonValues = null;
  }

  /** Writes down what is said. */
  void say(Words words) {
    subject = words.subject();
    text = words.text();
  }

  /** Chooses whom to tell, and how, and what he is told; it is due at that instant. */
  void sendTo(Destination destination, Words words, Instant due) {
    say(words);
    language = destination.language();
    recipient = destination.recipient();
    channel = destination.channel();
    address = destination.address();
    state = NotificationState.PENDING;
    suppressedBy = null;
    reason = null;
    reasonValues = null;
    nextAttemptAt = due;
  }

  /** Whether a report may say what became of it; once it arrived, that is known. */
  boolean isHandedOver() {
    return state == NotificationState.SENT || state == NotificationState.FAILED;
  }

  /** Notes that it arrived. */
  void delivered(Instant at) {
    state = NotificationState.DELIVERED;
    deliveredAt = at;
    reason = null;
  }

  /** Notes that it did not arrive; false if that is known already. */
  boolean notDelivered(String detail) {
    String why = "it did not arrive; " + detail;
    boolean isNews = state != NotificationState.FAILED || !why.equals(reason);
    state = NotificationState.FAILED;
    reason = why;
    return isNews;
  }

  /** Notes what came of the latest attempt. */
  void note(Attempt attempt, Instant at, NotifyConfig config) {
    switch (attempt) {
      case Attempt.Accepted(var name) -> {
        state = NotificationState.SENT;
        sentAt = at;
        receipt = name.orElse(null);
        reason = null;
      }
      case Attempt.Refused(var why) -> giveUp(why);
      case Attempt.Retry(var why, var after) -> {
        boolean isGivenUp = attempts >= config.attempts();
        state = isGivenUp ? NotificationState.FAILED : NotificationState.PENDING;
        reason = isGivenUp ? "given up after %d attempts; %s".formatted(attempts, why) : why;
        nextAttemptAt = at.plus(BackOff.after(attempts, config.firstRetryAfter(), after));
      }
    }
  }
}
