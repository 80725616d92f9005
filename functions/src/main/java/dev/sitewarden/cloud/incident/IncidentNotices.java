package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Notes on an incident that somebody was told about it; apart from changes, as nobody observes. */
@Singleton
public class IncidentNotices {
  private final ChangeFeed feed;
  private final AuditLog audit;

  IncidentNotices(ChangeFeed feed, AuditLog audit) {
    this.feed = feed;
    this.audit = audit;
  }

  /** Notes what was handed over and makes that news; last in the caller's transaction. */
  public Uni<Void> notified(List<Notice> notices) {
    Map<UUID, Notice> byIncident = new TreeMap<>();
    notices.forEach(notice -> byIncident.putIfAbsent(notice.incident(), notice));
    List<UUID> incidents = List.copyOf(byIncident.keySet());
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, incidents))
        .flatMap(session -> session.find(IncidentEntity.class, incidents.toArray()))
        .flatMap(found -> note(found, byIncident))
        .flatMap(audit::append)
        .chain(() -> feed.publish(incidents));
  }

  private static Uni<List<AuditEvent>> note(
      List<IncidentEntity> incidents, Map<UUID, Notice> byIncident) {
    List<TimelineEntity> lines = new ArrayList<>();
    List<AuditEvent> events = new ArrayList<>();
    for (IncidentEntity incident : incidents) {
      Notice notice = Objects.requireNonNull(byIncident.get(incident.id));
      if (incident.notifiedAt == null) {
        incident.notifiedAt = notice.at();
      }
      incident.changedAt = notice.at();
      TimelineEntity line = TimelineEntity.notified(incident, notice.at(), notice.words());
      lines.add(line);
      events.add(line.audited(incident));
    }
    return Panache.getSession()
        .flatMap(session -> session.persistAll(lines.toArray()))
        .replaceWith(events);
  }

  /** Notes why nobody was told, and makes that news; last in the caller's transaction. */
  public Uni<Void> suppressed(List<Notice> notices) {
    return write(notices, TimelineEntity::suppressed);
  }

  /** Notes that messages arrived, and makes that news; last in the caller's transaction. */
  public Uni<Void> delivered(List<Notice> notices) {
    return write(notices, TimelineEntity::delivered);
  }

  /** Notes that messages did not arrive, and makes that news; last in the caller's transaction. */
  public Uni<Void> notDelivered(List<Notice> notices) {
    return write(notices, TimelineEntity::notDelivered);
  }

  private Uni<Void> write(List<Notice> notices, Function<Notice, TimelineEntity> line) {
    if (notices.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> incidents = notices.stream().map(Notice::incident).distinct().sorted().toList();
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, incidents))
        .flatMap(session -> session.persistAll(notices.stream().map(line).toArray()))
        .chain(() -> feed.publish(incidents));
  }
}
