package dev.sitewarden.cloud.incident;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Notes on an incident that somebody was told about it; apart from changes, as nobody observes. */
@Singleton
public class IncidentNotices {
  private final ChangeFeed feed;

  IncidentNotices(ChangeFeed feed) {
    this.feed = feed;
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
        .chain(() -> feed.publish(incidents));
  }

  private static Uni<Void> note(List<IncidentEntity> incidents, Map<UUID, Notice> byIncident) {
    List<TimelineEntity> lines = new ArrayList<>();
    for (IncidentEntity incident : incidents) {
      Notice notice = Objects.requireNonNull(byIncident.get(incident.id));
      if (incident.notifiedAt == null) {
        incident.notifiedAt = notice.at();
      }
      incident.changedAt = notice.at();
      lines.add(TimelineEntity.notified(incident, notice.at(), notice.words()));
    }
    return Panache.getSession().flatMap(session -> session.persistAll(lines.toArray()));
  }

  /** Notes why nobody was told, and makes that news; last in the caller's transaction. */
  public Uni<Void> suppressed(List<Notice> notices) {
    if (notices.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> incidents = notices.stream().map(Notice::incident).distinct().sorted().toList();
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, incidents))
        .flatMap(
            session ->
                session.persistAll(notices.stream().map(TimelineEntity::suppressed).toArray()))
        .chain(() -> feed.publish(incidents));
  }
}
